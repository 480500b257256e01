"""A file as large as a whole authority's is read and written without ever being in memory."""

import io
import resource
import sys
import tracemalloc
from collections.abc import Iterator

import pytest
from tests.rules.ctf_samples import HISTORY, Result, document, header, pupil
from typing_extensions import Buffer

from onward.formats.ctf.content import Header, Place
from onward.formats.ctf.reader import Ending, read
from onward.formats.ctf.writer import Outgoing, write
from onward.formats.entry import Entry
from onward.formats.forms import Departure

MARKS = "/\\" * 190
YEARS = "".join(
    f"<YearData><Year>{year}</Year><SessionsPossible>380</SessionsPossible>"
    f"<AttendanceMarks>{MARKS}</AttendanceMarks></YearData>"
    for year in range(2016, 2026)
)
SECTIONS = f"<Attendance>{YEARS}</Attendance>"
MEBIBYTE = 1 << 20


class Generated(io.RawIOBase):
    """A stream that makes its pupils as it is read."""

    def __init__(self, pupils: int) -> None:
        self._pieces = self._made(pupils)
        self._rest = b""
        self.given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        view = memoryview(buffer)
        self._rest = self._rest or next(self._pieces, b"")
        data, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(data)] = data
        self.given += len(data)
        return len(data)

    def _made(self, pupils: int) -> Iterator[bytes]:
        start, end = document(head=header()).split("</CTFpupilData>")
        yield start.encode()
        good, bad = pupil(SECTIONS + HISTORY).encode(), pupil(SECTIONS, DOB="?").encode()
        for number in range(pupils):
            yield bad if number % 1000 == 500 else good
        yield f"</CTFpupilData>{end}".encode()


def most_memory() -> float:
    """Return the most memory that this process ever had, in MiB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (MEBIBYTE if sys.platform == "darwin" else 1024)


@pytest.mark.slow
def test_fifty_megabytes_are_read_in_bounded_memory() -> None:
    stream = Generated(10_000)
    before = most_memory()

    good = bad = 0
    for item in read(io.BufferedReader(stream)):
        if isinstance(item, Entry):
            good, bad = good + (item.said is not None), bad + (item.said is None)

    assert stream.given > 50_000_000
    assert (good, bad) == (9_990, 10)
    assert most_memory() - before < 16


@pytest.mark.slow
def test_nothing_is_gathered_from_pupil_to_pupil() -> None:
    stream = io.BufferedReader(Generated(400))
    tracemalloc.start()

    for item in read(stream):
        ending = item
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert isinstance(ending, Ending)
    assert ending.pupils == 400
    assert peak < 1.5 * MEBIBYTE


@pytest.mark.slow
def test_a_large_file_is_written_pupil_by_pupil() -> None:
    said = Result(document(pupil(SECTIONS + HISTORY))).only
    assert isinstance(said, Departure)
    assert said.record is not None
    outgoing = Outgoing(pupil=said.pupil, leaving_on=said.leaving_on, core=said.record.core)
    head = Header(source=Place(lea="823", estab="4001"), destination=Place(lea="873", estab="4567"))
    tracemalloc.start()

    size = sum(len(piece) for piece in write((outgoing for _ in range(300)), header=head))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert size > MEBIBYTE
    assert peak < MEBIBYTE / 4
