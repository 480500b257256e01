"""Leaver and joiner lists: what offices write is understood, and each bad cell is named by row and column."""

import io
import tracemalloc
from collections.abc import Mapping
from datetime import date, datetime

import pytest
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from onward.formats.entry import Entry
from onward.formats.forms import Arrival, Departure, Mark, Protection, SchoolRef, Sex
from onward.formats.lists.headings import NO_MAPPING
from onward.formats.lists.list_column import ListKind
from onward.formats.lists.reading import read_list
from onward.foundation.faults import Fault

HEADER = "Surname,Forename,DOB,Sex,SCN,Leaving date,Leaving reason,SEED,School type"
GOOD = "Sample,Isla,14/05/2015,F,051234561,31/10/2025,01,8012345,primary"
JOINER = "01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"


def read(text: str, mapping: Mapping[str, str] = NO_MAPPING) -> list[Entry]:
    reading = read_list(io.BytesIO(text.encode()), "list.csv", mapping=mapping)
    assert not reading.refused, reading.notes
    return list(reading.entries)


def notes(text: str, mapping: Mapping[str, str] = NO_MAPPING) -> list[tuple[str, str]]:
    reading = read_list(io.BytesIO(text.encode()), "list.csv", mapping=mapping)
    assert not reading.refused or list(reading.entries) == []
    return [(note.path, note.code) for note in reading.notes]


def places(faults: tuple[Fault, ...]) -> list[tuple[str, str]]:
    return [(fault.path, fault.code) for fault in faults]


def departure(text: str) -> Departure:
    (entry,) = read(text)
    assert isinstance(entry.said, Departure), entry.faults
    return entry.said


def test_a_row_of_leavers_is_a_departure() -> None:
    said = departure(f"{HEADER},Protected,Marks\n{GOOD},no,concern; Looked after\n")

    assert (said.pupil.surname, said.pupil.forename, said.pupil.sex) == ("Sample", "Isla", Sex.FEMALE)
    assert (said.pupil.born, said.leaving_on, said.reason) == (date(2015, 5, 14), date(2025, 10, 31), "01")
    assert said.destination == SchoolRef(seed="8012345", type="primary")
    assert said.protection is Protection.NOT_PROTECTED
    assert said.marks == (Mark.CONCERN, Mark.LOOKED_AFTER)


def test_a_row_of_joiners_is_an_arrival() -> None:
    (entry,) = read(
        "Surname,First name,Date of Birth,Gender,Date joined,Provisional\nS,I,2015-05-14,Boy,3/11/2025,Yes\n"
    )

    assert isinstance(entry.said, Arrival)
    assert entry.said.pupil is not None
    assert (entry.said.pupil.sex, entry.said.arrived_on, entry.said.provisional) == (
        Sex.MALE,
        date(2025, 11, 3),
        True,
    )


def test_an_expected_joiner_needs_no_details() -> None:
    (known, unknown) = read(f"Joiner,Arrival date\n{JOINER},3/11/2025\n,3/11/2025\n")

    assert isinstance(known.said, Arrival)
    assert known.said.joiner == JOINER
    assert places(unknown.faults)[0] == ('row 3, column "Surname"', "missing-field")


def test_a_list_with_both_dates_is_leavers_unless_it_is_said_to_be_joiners() -> None:
    text = f"{HEADER},Entry date\n{GOOD},1/8/2020\n"
    reading = read_list(io.BytesIO(text.encode()), "x.csv", kind=ListKind.JOINERS)

    assert isinstance(read(text)[0].said, Departure)
    assert isinstance(next(reading.entries).said, Arrival)


@pytest.mark.parametrize(
    "heading", ["DOB", "d.o.b.", "Date of Birth", "DATE  OF BIRTH", "date_of_birth", "pupil.born"]
)
def test_headings_are_known_by_many_names(heading: str) -> None:
    assert departure(f"{HEADER.replace('DOB', heading)}\n{GOOD}\n").pupil.born == date(2015, 5, 14)


def test_a_mapping_gives_fields_to_headings_and_wins() -> None:
    text = f"{HEADER.replace('DOB', 'Anniversary')},Forename known as\n{GOOD},x\n"
    mapping = {"anniversary": "pupil.born", "Forename known as": ""}

    assert notes(text, mapping) == []
    assert read(text, mapping)[0].said is not None


def test_a_mapping_that_the_file_does_not_have_takes_nothing_away() -> None:
    assert notes(f"{HEADER}\n{GOOD}\n", {"Anniversary": "pupil.born"}) == []


def test_unknown_columns_are_warnings() -> None:
    assert notes(f"{HEADER},Tutor group,,House\n{GOOD},7B,,Red\n") == [
        ('row 1, column "Tutor group"', "column-unknown"),
        ('row 1, column "House"', "column-unknown"),
    ]


@pytest.mark.parametrize(
    ("text", "mapping", "path", "code"),
    [
        ("Surname,Forename,Sex\nS,I,F\n", {}, "row 1", "columns-missing"),
        ("Sample,Isla,14/05/2015\n", {}, "row 1", "columns-missing"),
        (f"{HEADER},Last name\n{GOOD},x\n", {}, "row 1", "column-repeated"),
        (f"{HEADER}\n{GOOD}\n", {"DOB": "pupil.birthday"}, "row 1", "mapping-unknown"),
        ("", {}, "", "file-empty"),
        ("{}", {}, "", "file-kind-unknown"),
    ],
)
def test_a_list_is_refused_whole_with_one_fault(
    text: str, mapping: dict[str, str], path: str, code: str
) -> None:
    assert (path, code) in notes(text, mapping)


def test_missing_columns_are_named_once_and_headings_that_may_be_people_are_not_repeated() -> None:
    reading = read_list(io.BytesIO(b"Sample,Isla,14/05/2015\nOther,Ian,1/1/2015\n"), "x.csv")

    assert len(reading.notes) == 1
    assert "Surname, Forename, Date of birth, Sex, Leaving date" in reading.notes[0].message
    assert "Isla" not in repr(reading.notes)


@pytest.mark.parametrize(
    "written",
    [
        "14/05/2015", "14/5/2015", "14-05-2015", "14.05.2015", "2015-05-14", "2015-05-14 00:00:00",
        "2015-05-14T00:00:00", "14/05/2015 00:00", "14 May 2015", "14-MAY-2015", "42138",
    ],
)  # fmt: skip
def test_a_day_may_be_written_in_many_ways(written: str) -> None:
    assert departure(f"{HEADER}\n{GOOD.replace('14/05/2015', written)}\n").pupil.born == date(2015, 5, 14)


@pytest.mark.parametrize(
    ("code", "written"),
    [("wrong-format", each) for each in ("14/05/15", "14 Foo 2015", "20150514", "soon", "14/05/2015 09:30")]
    + [("no-such-day", each) for each in ("05/14/2015", "31/02/2015", "2015-02-31", "31 Feb 2015")],
)
def test_a_day_that_is_not_certain_or_does_not_exist_is_a_fault(code: str, written: str) -> None:
    (entry,) = read(f"{HEADER}\n{GOOD.replace('14/05/2015', written)}\n")

    assert places(entry.faults) == [('row 2, column "DOB"', code)]


@pytest.mark.parametrize(
    ("written", "meant", "is_warned"),
    [
        ("01", "01", False),
        ("1", "01", True),
        ("13", "13", False),
        ("-", "-", False),
        ("'-", "-", False),
        ("01 Publicly funded school in Scotland", "01", False),
        ("4: Home education", "04", True),
        ("- Pupil created in error", "-", False),
        ("", "", False),
    ],
)
def test_a_reason_may_stand_with_its_words(written: str, meant: str, is_warned: bool) -> None:
    (entry,) = read(f"{HEADER}\n{GOOD.replace(',01,', f',{written},')}\n")

    assert isinstance(entry.said, Departure)
    assert entry.said.reason == meant
    assert [fault.code for fault in entry.faults] == ["leading-zeros-restored"] * is_warned


def test_leading_zeros_that_a_spreadsheet_took_are_put_back_with_a_warning() -> None:
    (entry,) = read(f"{HEADER}\n{GOOD.replace('051234561', '51234561')}\n")

    assert isinstance(entry.said, Departure)
    assert entry.said.pupil.scn == "051234561"
    assert places(entry.faults) == [('row 2, column "SCN"', "leading-zeros-restored")]


def test_a_number_that_lost_more_than_zeros_is_a_fault() -> None:
    (entry,) = read(f"{HEADER}\n{GOOD.replace('8012345', '123')}\n")

    assert places(entry.faults) == [('row 2, column "SEED"', "wrong-format")]


def test_one_bad_row_never_stops_the_others_and_all_its_faults_are_named() -> None:
    bad = "=A1,,soon,X,051234562,31/10/2025,01,8012345,"
    entries = read(f'{HEADER}\n{GOOD}\n{bad}\n"{GOOD}\n{GOOD},more\n,,,,,,,,\n{GOOD}\n')

    assert [(entry.index, entry.line, entry.said is None) for entry in entries] == [
        (0, 2, False),
        (1, 3, True),
        (2, 4, True),
        (3, 5, True),
        (4, 7, False),
    ]
    assert sorted(places(entries[1].faults)) == [
        ('row 3, column "DOB"', "wrong-format"),
        ('row 3, column "Forename"', "missing-field"),
        ('row 3, column "SCN"', "scn-invalid"),
        ('row 3, column "School type"', "missing-field"),
        ('row 3, column "Sex"', "wrong-choice"),
        ('row 3, column "Surname"', "cell-formula"),
    ]
    assert [places(entry.faults) for entry in entries[2:4]] == [
        [("row 4", "row-unreadable")],
        [("row 5", "row-too-wide")],
    ]


def test_a_place_outside_is_read() -> None:
    header = HEADER.replace("SEED,School type", "Destination country,Estab")
    said = departure(f"{header}\n{GOOD.replace('8012345,primary', 'England,4001')}\n")

    assert said.outside is not None
    assert (said.outside.country, said.outside.estab) == ("GB-ENG", "4001")


def test_two_destinations_are_a_fault_of_the_row() -> None:
    (entry,) = read(f"{HEADER},Country\n{GOOD},FR\n")

    assert places(entry.faults) == [("row 2", "two-destinations")]


def test_no_fault_of_a_row_repeats_what_stands_in_it() -> None:
    (entry,) = read(f"{HEADER},Protected\n" + ",".join(["Zebedee"] * 10) + "\n")

    assert len(entry.faults) == 8
    assert "Zebedee" not in repr(entry.faults)


def test_after_the_most_rows_the_reading_ends_with_a_fault() -> None:
    reading = read_list(io.BytesIO(f"{HEADER}\n{GOOD}\n{GOOD}\n{GOOD}\n".encode()), "x.csv", most=2)

    assert [places(entry.faults) for entry in reading.entries] == [[], [], [("row 4", "file-too-long")]]


def test_a_workbook_with_dates_and_numbers_is_read() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER.split(","))
    born = datetime(2015, 5, 14)  # noqa: DTZ001 -- a cell has no zone
    sheet.append(["Sample", "Isla", born, "F", 51234561, 45961, 1, 8012345, "Primary school"])
    sheet.append(["Sample", "Ian", "=TODAY()", "M", None, date(2025, 10, 31), "#N/A", None, None])
    stream = io.BytesIO()
    book.save(stream)

    good, bad = read_list(stream, "book.xlsx").entries

    assert good.said == departure(f"{HEADER}\n{GOOD}\n")
    assert [fault.code for fault in good.faults] == ["leading-zeros-restored", "leading-zeros-restored"]
    assert places(bad.faults) == [
        ('row 3, column "DOB"', "cell-formula"),
        ('row 3, column "Leaving reason"', "cell-error"),
    ]


def test_bare_numbers_of_a_workbook_from_1904_are_counted_from_there() -> None:
    book = Workbook()
    book.epoch = MAC_EPOCH
    book.worksheets[0].append(HEADER.split(","))
    book.worksheets[0].append(["Sample", "Isla", 42138 - 1462, "F", None, date(2025, 10, 31)])
    stream = io.BytesIO()
    book.save(stream)

    (entry,) = read_list(stream, "book.xlsx").entries

    assert isinstance(entry.said, Departure)
    assert (entry.said.pupil.born, entry.said.leaving_on) == (date(2015, 5, 14), date(2025, 10, 31))


@pytest.mark.slow
def test_a_long_list_is_read_in_little_memory() -> None:
    stream = io.BytesIO((HEADER + "\n" + (GOOD + "\n") * 5000).encode())
    read_list(io.BytesIO(stream.getvalue()), "x.csv")
    tracemalloc.start()

    taken = sum(entry.said is not None for entry in read_list(stream, "x.csv").entries)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert taken == 5000
    assert peak < 1024 * 1024
