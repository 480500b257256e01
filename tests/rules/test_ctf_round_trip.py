"""What is written is read back as it was, whatever a record holds."""

import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.ctf_samples import HISTORY, Result, document, pupil

from onward.formats.ctf.content import Header, Place, time_text
from onward.formats.ctf.header import HeaderEntry
from onward.formats.ctf.reader import Ending, read
from onward.formats.ctf.render import unwritable
from onward.formats.ctf.structure import CORE, Part
from onward.formats.ctf.writer import NotAnElementName, Outgoing, write
from onward.formats.entry import Entry
from onward.formats.forms import Departure, PupilDetails, Sex

LEFT = date(2025, 6, 27)
HEADER = Header(
    made_at=time_text(datetime.fromisoformat("2025-07-01T09:30:00+01:00")),
    supplier="Onward",
    source=Place(lea="801", estab="2345", name="Glen Primary & Nursery", academic_year="2025"),
    destination=Place(lea="873", estab="4567"),
)
ROWAN = PupilDetails(
    surname="Archer",
    forename="Rowan",
    born=date(2012, 5, 4),
    sex=Sex.FEMALE,
    scn="051234561",
    upn="R201100018042",
)

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="\ufffd"),
    min_size=1,
    max_size=20,
) | st.sampled_from(["<&>\"'", "]]>", "&amp;", "0", "Ó Séaghdha"])
TEXTS = NAMES | st.sampled_from(["a\nb", "a\rb", "a\tb", "a\u00a0b", "a \u2028 b", "\U0001f600"])
NAMED = frozenset({"MiddleNames", "PreferredSurname", "PreferredForename"})


def values_of(part: Part) -> st.SearchStrategy[object]:
    """Return values that one element of this kind may hold."""
    if part.flag:
        return st.just("true")
    if part.listed:
        return st.lists(values_of(part.listed), min_size=1, max_size=2)
    if not part.parts:
        return NAMES if part.name in NAMED else TEXTS
    return some_of(part.parts).filter(bool)


def inside(part: Part) -> st.SearchStrategy[object]:
    """Return values for a part of a group, which is a list where it repeats."""
    return st.lists(values_of(part), min_size=1, max_size=2) if part.repeats else values_of(part)


def some_of(parts: tuple[Part, ...]) -> st.SearchStrategy[dict[str, object]]:
    """Return values for a few of these parts."""
    several = st.lists(st.sampled_from(parts), max_size=3, unique_by=lambda part: part.name)
    return several.flatmap(lambda chosen: st.fixed_dictionaries({part.name: inside(part) for part in chosen}))


SECTIONS = some_of(tuple(part for part in CORE.parts if part.name != "SchoolHistory"))
PEOPLE = st.builds(
    PupilDetails,
    surname=NAMES,
    forename=NAMES,
    born=st.dates(date(2008, 1, 1), date(2021, 12, 31)),
    sex=st.sampled_from(Sex),
    scn=st.sampled_from(["", "051234561", "081234566"]),
    upn=st.sampled_from(["", "R201100018042", "T20110001804V"]),
    known_as_forename=st.just("") | NAMES,
)


def read_back(data: bytes, *, scn_element: str = "SCN") -> tuple[Header, list[Departure]]:
    items = list(read(io.BytesIO(data), scn_element=scn_element))
    (header,) = [item.header for item in items if isinstance(item, HeaderEntry)]
    entries = [item for item in items if isinstance(item, Entry)]
    assert [told.code for entry in entries for told in entry.faults if told.code.startswith("ctf-unk")] == []
    assert isinstance(items[-1], Ending)
    assert items[-1].complete
    return header, [entry.said for entry in entries if isinstance(entry.said, Departure)]


def core_of(departure: Departure) -> dict[str, object]:
    assert departure.record is not None
    return {name: value for name, value in departure.record.core.items() if name != "ctf"}


@pytest.mark.slow
@given(core=SECTIONS)
def test_every_section_is_read_back_as_it_was_written(core: dict[str, object]) -> None:
    (departure,) = read_back(b"".join(write([outgoing(core)], header=HEADER)))[1]

    back = core_of(departure)
    assert back.pop("SchoolHistory")
    assert back == core
    assert departure.leaving_on == LEFT
    assert unwritable(core) == ()


@pytest.mark.slow
@given(core=SECTIONS)
def test_what_was_read_is_written_and_read_to_the_same(core: dict[str, object]) -> None:
    first = b"".join(write([outgoing(core)], header=HEADER))
    header, (said,) = read_back(first)
    assert said.record is not None

    second = b"".join(
        write([Outgoing(pupil=said.pupil, leaving_on=said.leaving_on, core=said.record.core)], header=header)
    )

    assert second == first


@pytest.mark.slow
@given(details=PEOPLE)
def test_who_a_pupil_is_is_read_back(details: PupilDetails) -> None:
    (said,) = read_back(b"".join(write([outgoing({}, details)], header=HEADER)))[1]

    assert said.pupil == details


def test_the_header_is_read_back() -> None:
    header, said = read_back(b"".join(write([outgoing({}) for _ in range(3)], header=HEADER)))

    assert header == HEADER
    assert len(said) == 3


def test_a_file_that_came_in_keeps_its_sections_when_it_goes_on() -> None:
    said = Result(document(pupil("<Email>a@example.org</Email><Odd>x</Odd>" + HISTORY))).only
    assert said.record is not None

    written = b"".join(
        write([Outgoing(pupil=said.pupil, leaving_on=said.leaving_on, core=said.record.core)], header=HEADER)
    )

    back = core_of(read_back(written)[1][0])
    assert back["Email"] == "a@example.org"
    assert [school["LEA"] for school in schools_of(back)] == ["823", "801"]
    assert unwritable(said.record.core) == ("Odd",)


@pytest.mark.parametrize("element", ["SCN", "ScottishCandidateNumber"])
def test_the_scn_is_written_under_the_name_that_is_set(element: str) -> None:
    written = b"".join(write([outgoing({})], header=HEADER, scn_element=element))

    assert f"<{element}>051234561</{element}></Pupil>".encode() in written
    assert read_back(written, scn_element=element)[1][0].pupil.scn == "051234561"


def test_without_a_name_the_scn_is_not_written() -> None:
    written = b"".join(write([outgoing({})], header=HEADER, scn_element=""))

    assert b"051234561" not in written


@pytest.mark.parametrize("element", ["1SCN", "S CN", "<SCN>", "a:b"])
def test_a_name_that_is_none_is_refused_before_anything_is_written(element: str) -> None:
    with pytest.raises(NotAnElementName):
        write([], header=HEADER, scn_element=element)


def test_a_file_says_sex_and_has_no_namespace() -> None:
    written = b"".join(write([outgoing({})], header=HEADER)).decode()

    assert written.startswith('<?xml version="1.0" encoding="utf-8"?>\n<CTfile>\n<Header>')
    assert "<DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>" in written
    assert "<DateTime>2025-07-01T09:30:00</DateTime><DocumentQualifier>full</DocumentQualifier>" in written
    assert "<DOB>2012-05-04</DOB><Sex>F</Sex>" in written
    assert "xmlns" not in written
    assert "<Gender>" not in written


def test_the_departure_is_entered_in_the_school_history() -> None:
    earlier = {"LEA": "823", "Estab": "4001", "LeavingDate": "2023-06-30", "LastSchool": "true"}

    (said,) = read_back(b"".join(write([outgoing({"SchoolHistory": [earlier]})], header=HEADER)))[1]

    assert schools_of(core_of(said)) == [
        earlier | {"LastSchool": "false"},
        {
            "LEA": "801",
            "Estab": "2345",
            "SchoolName": "Glen Primary & Nursery",
            "LeavingDate": "2025-06-27",
            "LastSchool": "true",
        },
    ]


def test_an_entry_of_the_school_without_a_date_gets_it() -> None:
    current = {"LEA": "801", "Estab": "2345", "EntryDate": "2019-08-14"}

    (said,) = read_back(b"".join(write([outgoing({"SchoolHistory": [current]})], header=HEADER)))[1]

    assert schools_of(core_of(said)) == [current | {"LeavingDate": "2025-06-27"}]


def test_a_record_in_another_shape_is_written_as_far_as_it_fits() -> None:
    core: dict[str, object] = {
        "surname": "Archer",
        "Address": "1 The Row",
        "Phones": {"home": "01632 960001"},
        "Email": 7,
        "LookedAfter": {"InCare": True, "CareAuthority": None, "Since": "2024"},
        "BasicDetails": ["not", "an", "object"],
        "Contacts": [{"Surname": "Archer", "Phones": "01632"}, "Aunt"],
        "unknown": [{"path": "Pets/Pet", "value": "Cat"}],
    }

    back = core_of(read_back(b"".join(write([outgoing(core)], header=HEADER)))[1][0])

    assert back["LookedAfter"] == {"InCare": "true"}
    assert back["Email"] == "7"
    assert back["Contacts"] == [{"Surname": "Archer"}]
    assert unwritable(core) == (
        "surname",
        "BasicDetails",
        "LookedAfter/Since",
        "Address",
        "Phones",
        "Contacts[1]/Phones",
        "Contacts[2]",
        "Pets/Pet",
    )


def outgoing(core: dict[str, object], details: PupilDetails = ROWAN) -> Outgoing:
    return Outgoing(pupil=details, leaving_on=LEFT, core=core)


def schools_of(core: dict[str, object]) -> list[dict[str, str]]:
    schools = core["SchoolHistory"]
    assert isinstance(schools, list)
    return schools
