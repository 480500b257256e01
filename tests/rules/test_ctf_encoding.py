"""Files are read in the encoding that they are in, and told when that is not what they declare."""

import codecs

import pytest
from tests.rules.ctf_samples import Result, document, pupil

from onward.foundation.faults import Level

NAME = "Zoë Ó Séaghdha"


def file_in(encoding: str, declared: str) -> bytes:
    return document(pupil(), pupil(Forename=NAME), declared=declared).encode(encoding)


@pytest.mark.parametrize(
    "data",
    [
        file_in("utf-8", "UTF-8"),
        file_in("utf-8", "utf8"),
        codecs.BOM_UTF8 + file_in("utf-8", "utf-8"),
        file_in("utf-8", "utf-8").replace(b' encoding="utf-8"', b""),
        b"\n\n" + file_in("utf-8", "utf-8"),
        file_in("utf-8", "utf-8").split(b"?>\n", 1)[1],
    ],
)
def test_utf_8_is_read_with_nothing_to_say(data: bytes) -> None:
    result = Result(data)

    assert [said.pupil.forename for said in result.departures] == ["Rowan", NAME]
    assert result.ending.faults == ()
    assert result.codes(2) == []


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("cp1252", "windows-1252"),
        ("cp1252", "Windows-1252"),
        ("latin-1", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
    ],
)
def test_another_encoding_that_is_declared_is_honoured_and_told(encoding: str, declared: str) -> None:
    result = Result(file_in(encoding, declared))

    assert result.departures[1].pupil.forename == NAME
    assert [told.code for told in result.ending.faults] == ["ctf-encoding-other"]
    assert result.codes(2) == []


def test_windows_text_declared_as_utf_8_is_read_and_told_with_its_line() -> None:
    data = file_in("cp1252", "utf-8")
    line = 1 + data[: data.index(b"Zo\xeb")].count(b"\n")

    result = Result(data)

    assert result.departures[1].pupil.forename == NAME
    told = result.told("ctf-encoding-wrong")
    assert (
        told.message == f"The file declares utf-8, but line {line} is in Windows-1252. It was read as that."
    )
    assert (result.codes(1), result.codes(2)) == ([], ["ctf-text-mended"])
    assert result.told("ctf-text-mended").path == f"CTFpupilData/Pupil[2] (line {line})"
    assert result.ending.complete


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "utf-16", "ebcdic-cp-gb"])
def test_utf_8_declared_as_something_else_is_read_as_what_it_is(declared: str) -> None:
    result = Result(file_in("utf-8", declared))

    assert result.departures[1].pupil.forename == NAME
    told = result.told("ctf-encoding-wrong")
    assert told.message == f"The file declares {declared}, but it is in UTF-8. It was read as that."
    assert told.level is Level.WARNING


def test_a_plain_file_needs_no_word_whatever_it_declares() -> None:
    result = Result(document(pupil(), declared="windows-1252"))

    assert result.ending.faults == ()


@pytest.mark.parametrize("junk", [b"\x00", b"\x0b", b"\x1f", b"\x81", b"\xef\xbf\xbd"])
def test_a_character_that_is_none_costs_itself_only(junk: bytes) -> None:
    data = (
        document(pupil(), pupil(Forename="Ro?an"), pupil()).encode().replace(b"Ro?an", b"Ro" + junk + b"an")
    )

    result = Result(data)

    assert len(result.departures) == 3
    assert (result.codes(1), result.codes(2), result.codes(3)) == ([], ["ctf-text-mended"], [])


@pytest.mark.slow
def test_text_is_whole_wherever_the_stream_is_cut() -> None:
    text = document(*[pupil(Forename=f"{'é' * (number % 7)}Zoë{number}") for number in range(900)])

    for encoding, declared in (("utf-8", "utf-8"), ("cp1252", "windows-1252")):
        result = Result(text.replace("utf-8", declared).encode(encoding))
        assert [said.pupil.forename for said in result.departures] == [
            f"{'é' * (number % 7)}Zoë{number}" for number in range(900)
        ]
