"""Files that come as a stream: they need not seek, and may be as large as they like."""

import io
import resource
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from tests.harness import files
from tests.harness.cast import Cast, open_the_hub, pupil
from tests.harness.files import lines, sent
from typing_extensions import Buffer


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


class Forward(io.RawIOBase):
    """A stream that can only go forward, as a request's body."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.given = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def readinto(self, buffer: Buffer, /) -> int:
        room = memoryview(buffer)
        self._rest = self._rest or next(self._pieces, b"")
        data, self._rest = self._rest[: len(room)], self._rest[len(room) :]
        room[: len(data)] = data
        self.given += len(data)
        return len(data)


def forward(content: bytes, piece: int = 1000) -> io.BufferedReader:
    parts = (content[start : start + piece] for start in range(0, len(content), piece))
    return io.BufferedReader(Forward(parts))


@pytest.mark.parametrize("name", files.FORMATS)
def test_the_stream_need_not_seek(cast: Cast, name: str) -> None:
    content = files.FORMATS[name](cast, [pupil(), pupil()])

    told = lines(cast, forward(content), name)

    assert [each.is_accepted for each in told] == [True, True]


def test_a_list_that_is_far_too_large_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onward.operations.intake.opened_file.LARGEST_LIST", 1 << 20)
    content = files.csv_file(cast, [pupil()]) + b"x" * (1 << 20)

    taken = sent(cast, forward(content), "a.csv")

    assert [each.code for each in taken.notes] == ["file-too-large"]


def most_memory() -> float:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20 if sys.platform == "darwin" else 1024)


def made(pupils: Sequence[dict[str, Any]], more: str) -> Iterator[bytes]:
    yield files.ctf_start("5300120", "5600351")
    for number, each in enumerate(pupils):
        broken = each | {"born": "?"} if number % 1000 == 500 else each
        yield files.ctf_pupil("5300120", broken, more=more)
    yield b"</CTFpupilData>\n</CTfile>\n"


@pytest.mark.slow
def test_sixty_megabytes_are_taken_in_bounded_memory(cast: Cast) -> None:
    marks = f"<YearData><Year>2026</Year><AttendanceMarks>{'/A' * 9_000}</AttendanceMarks></YearData>"
    stream = Forward(made([pupil() for _ in range(3_300)], f"<Attendance>{marks}</Attendance>"))
    before = most_memory()

    good = bad = 0
    for line in sent(cast, io.BufferedReader(stream), "5300120_CTF_5600351_001.xml").lines:
        good, bad = good + line.is_accepted, bad + (not line.is_accepted)

    assert stream.given > 60_000_000
    assert (good, bad) == (3_297, 3)
    assert most_memory() - before < 150
