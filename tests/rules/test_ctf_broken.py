"""Files that are broken, hostile, or no transfer files: read as far as is safe, never an exception."""

import io

import pytest
from tests.rules.ctf_samples import HISTORY, Result, document, header, pupil

from onward.formats.ctf.document import Limits
from onward.formats.ctf.entries import read_ctf
from onward.formats.ctf.reader import Ending, read
from onward.formats.entry import Entry

BOMB = """<?xml version="1.0"?>
<!DOCTYPE CTfile [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>
<CTfile><CTFpupilData><Pupil><Surname>&c;</Surname></Pupil></CTFpupilData></CTfile>"""
OUTSIDE = '<!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/hostname">]><CTfile>&x;</CTfile>'
PLAIN = '<!DOCTYPE CTfile SYSTEM "http://127.0.0.1:9/ctf.dtd"><CTfile/>'


@pytest.mark.parametrize("text", [BOMB, OUTSIDE, PLAIN])
def test_a_document_type_is_refused(text: str) -> None:
    result = Result(text)

    assert [told.code for told in result.ending.faults] == ["ctf-doctype"]
    assert result.entries == []


def test_a_document_type_inside_pupils_cannot_be_declared() -> None:
    result = Result(document(pupil('<!DOCTYPE x [<!ENTITY a "b">]>'), pupil()))

    assert result.codes() == ["ctf-malformed"]
    assert len(result.departures) == 1


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "ctf-empty"),
        (b"   \n", "ctf-not-xml"),
        (b"%PDF-1.7 \xe2\xe3", "ctf-not-xml"),
        (b"PK\x03\x04", "ctf-not-xml"),
        (b"<ATfile><Header/></ATfile>", "ctf-not-a-ctf"),
        (b"<CTfile><CTFpupilData><Pupil/></CTFpupilData></CTfile>", "ctf-header-missing"),
        (b"<CTfile><Header><LEA></Header>", "ctf-header-malformed"),
        (b"<CTfile><Header>", "ctf-header-malformed"),
        (b"<CTfile></CTfile>", "ctf-no-pupils"),
    ],
)
def test_what_is_no_transfer_file_is_refused_in_plain_words(data: bytes, code: str) -> None:
    result = Result(data)

    assert [told.code for told in result.ending.faults] == [code]
    assert not result.ending.complete
    assert result.entries == []


@pytest.mark.parametrize(
    "broken",
    [
        pupil(Surname="Salt & Pepper"),
        pupil(Surname="Less < More"),
        pupil(Surname="Caf&eacute;"),
        pupil().replace("</DOB>", "</DOD>"),
        pupil().replace("</Pupil>", ""),
        pupil().replace("<Pupil>", "<Pupil><<"),
    ],
)
def test_a_break_in_the_xml_costs_one_pupil(broken: str) -> None:
    result = Result(document(pupil(), broken, pupil(), pupil()))

    assert [entry.said is not None for entry in result.entries] == [True, False, True, True]
    assert result.codes(2) == ["ctf-malformed"]
    assert result.entries[1].faults[0].path.startswith("CTFpupilData/Pupil[2] (line ")
    assert result.ending.complete


def test_a_file_that_is_nothing_but_breaks_is_given_up() -> None:
    result = Result(document(pupil(), "<Pupil>" * 100_000))

    assert len(result.departures) == 1
    assert [told.code for told in result.ending.faults] == ["ctf-too-broken"]


def test_lines_are_right_after_a_break() -> None:
    text = document(pupil(), pupil(Surname="A & B"), pupil(DOB="never"))
    line = 1 + text[: text.index("never")].count("\n")

    result = Result(text)

    assert result.told("ctf-date-unreadable").path == f"CTFpupilData/Pupil[3]/DOB (line {line})"


def test_pupils_before_the_end_of_a_truncated_file_still_go() -> None:
    text = document(*[pupil() for _ in range(5)])
    cut = text[: text.rindex("<DOB>")]

    result = Result(cut)

    assert len(result.departures) == 4
    assert result.codes(5) == ["ctf-truncated"]
    assert result.ending.faults[0].path == f"line {cut.count(chr(10)) + 1}"
    assert not result.ending.complete


def test_a_file_cut_anywhere_gives_the_pupils_that_were_whole() -> None:
    data = document(*[pupil(Forename=f"R{number}") for number in range(6)]).encode()

    for at in range(0, len(data), 41):
        result = Result(data[:at])
        assert len(result.departures) == data[:at].count(b"</Pupil>")


def test_a_section_outside_the_pupils_is_told_and_passed_over() -> None:
    text = document(pupil()).replace("<CTFpupilData>", "<Extra><Pupil/></Extra><CTFpupilData><Note>x</Note>")

    result = Result(text)

    assert len(result.departures) == 1
    assert [told.path for told in result.ending.faults] == ["Extra (line 4)", "Note (line 4)"]


def test_a_file_that_is_too_large_stops_there() -> None:
    stream = io.BytesIO(document(*[pupil() for _ in range(600)]).encode())

    items = list(read(stream, limits=Limits(file_bytes=150_000)))

    ending = items[-1]
    assert isinstance(ending, Ending)
    assert [told.code for told in ending.faults] == ["ctf-file-too-large"]
    assert ending.pupils > 0


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (f"<Note>{'x' * 20_000}</Note>", "ctf-pupil-too-large"),
        ("<a/>" * 400, "ctf-pupil-too-large"),
        ("<a>" * 40 + "</a>" * 40, "ctf-pupil-too-deep"),
    ],
)
def test_a_pupil_beyond_all_measure_stops_only_itself(inside: str, code: str) -> None:
    text = document(pupil(), pupil(inside + HISTORY), pupil())

    items = list(read(io.BytesIO(text.encode()), limits=Limits(pupil=20_000)))

    entries = [item for item in items if isinstance(item, Entry)]
    assert [[told.code for told in entry.faults] for entry in entries] == [[], [code], []]


def test_a_tag_without_end_is_not_gathered_for_ever() -> None:
    text = document(pupil()).replace("<CTFpupilData>", f'<CTFpupilData note="{"x" * 400_000}">')

    items = list(read(io.BytesIO(text.encode()), limits=Limits(tag=100_000)))

    ending = items[-1]
    assert isinstance(ending, Ending)
    assert "ctf-tag-too-long" in [told.code for told in ending.faults]


def test_namespaces_and_letter_case_of_the_frame_are_forgiven() -> None:
    text = document(pupil()).replace("<CTfile>", '<CTFile xmlns="urn:x">').replace("</CTfile>", "</CTFile>")

    assert len(Result(text).departures) == 1


def test_a_reading_has_the_same_shape_as_any_other_file() -> None:
    text = document(pupil(), pupil(DOB="x"), pupil(Forename="Zoë"), head=header(version="26.0"))

    reading = read_ctf(io.BytesIO(text.encode("cp1252")))

    assert not reading.refused
    assert "ctf-version-unknown" in [told.code for told in reading.notes]
    entries = list(reading.entries)
    assert [(entry.index, entry.said is None) for entry in entries] == [(0, False), (1, True), (2, False)]
    assert [told.code for told in entries[2].faults] == ["ctf-text-mended", "ctf-encoding-wrong"]


def test_a_reading_tells_a_break_last_and_a_refusal_first() -> None:
    whole = document(pupil(), pupil())

    cut = list(read_ctf(io.BytesIO(whole[:-60].encode())).entries)
    refused = read_ctf(io.BytesIO(BOMB.encode()))

    assert [entry.said is None for entry in cut] == [False, True, True]
    assert cut[-1].faults[0].code == "ctf-truncated"
    assert refused.refused
    assert list(refused.entries) == []
