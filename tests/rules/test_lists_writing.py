"""Templates and results: what we hand out can be filled in, sent back, and opened without harm."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from onward.formats.fault_table import fault
from onward.formats.forms import Departure
from onward.formats.lists.choices import CHOICES, REASON_WORDS
from onward.formats.lists.columns import COLUMNS
from onward.formats.lists.headings import plain
from onward.formats.lists.list_column import ListKind
from onward.formats.lists.reading import read_list
from onward.formats.lists.results import RESULT_HEADINGS, RowResult, results_csv
from onward.formats.lists.safe_csv import csv_lines, safe_cell
from onward.formats.lists.template import csv_template, xlsx_template
from onward.formats.tables.table import read_rows

KINDS = list(ListKind)


def parsed(pieces: list[str]) -> list[list[str]]:
    return list(csv.reader(io.StringIO("".join(pieces).removeprefix("\ufeff"))))


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_is_an_empty_list_of_its_kind(kind: ListKind) -> None:
    as_csv = "".join(csv_template(kind)).encode()

    for content, name in ((as_csv, "list.csv"), (xlsx_template(kind), "list.xlsx")):
        reading = read_list(io.BytesIO(content), name)
        assert (reading.notes, list(reading.entries)) == ((), [])


@pytest.mark.parametrize("kind", KINDS)
def test_the_examples_of_a_template_make_a_good_row(kind: ListKind) -> None:
    stream = io.BytesIO(xlsx_template(kind))
    book = load_workbook(stream)
    book.worksheets[0].append([column.example or None for column in COLUMNS[kind]])
    filled = io.BytesIO()
    book.save(filled)

    (entry,) = read_list(filled, "list.xlsx").entries

    assert entry.said is not None
    assert entry.faults == ()


def test_a_workbook_template_explains_itself_and_offers_choices() -> None:
    book = load_workbook(io.BytesIO(xlsx_template(ListKind.LEAVERS)))
    sheet, explanation, choices = book.worksheets

    offered = {rule.errorTitle for rule in sheet.data_validations.dataValidation}

    assert explanation.title == "Explanation"
    assert explanation.max_row == 1 + len(COLUMNS[ListKind.LEAVERS])
    assert choices.sheet_state == "hidden"
    assert {"Sex", "Leaving reason", "Destination school type", "Protected"} <= offered
    assert sheet.column_dimensions["H"].number_format == "@"


@pytest.mark.parametrize("reason", CHOICES["reason"])
def test_every_offered_reason_can_be_sent_back(reason: str) -> None:
    text = f'Surname,Forename,DOB,Sex,Leaving date,Reason\nS,I,2015-05-14,F,2025-10-31,"{reason}"\n'

    (entry,) = read_list(io.BytesIO(text.encode()), "x.csv").entries

    assert isinstance(entry.said, Departure)
    assert entry.said.reason in REASON_WORDS


@pytest.mark.parametrize("kind", KINDS)
def test_no_name_of_a_column_means_two_fields(kind: ListKind) -> None:
    names = [
        (plain(name), column.field)
        for column in COLUMNS[kind]
        for name in {plain(column.heading), plain(column.field), *map(plain, column.aliases)}
    ]

    assert len({name for name, _ in names}) == len(names)


@pytest.mark.parametrize("text", ["=1+1", "+44", "-", "@x", "\t=1", " =1", "\r=1", "\uff1d1", "\u00a0=1"])
def test_no_cell_that_is_written_begins_a_formula(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@given(st.lists(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=8), min_size=2), max_size=4))
def test_written_csv_never_begins_a_formula_and_reads_back(rows: list[list[str]]) -> None:
    back = list(csv.reader(io.StringIO("".join(list(csv_lines(rows))[1:]), newline="")))

    assert back == [[safe_cell(cell) for cell in row] for row in rows]
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in back for cell in row)


def test_results_name_every_fault_on_a_line_of_its_own() -> None:
    faults = (fault("scn-invalid", 'row 3, column "SCN"'), fault("protection-not-answered", "row 3"))
    results = [RowResult(row=2, verdict="accepted"), RowResult(row=3, verdict="rejected", faults=faults)]

    header, accepted, first, second = parsed(list(results_csv(results)))

    assert tuple(header) == RESULT_HEADINGS
    assert accepted == ["2", "accepted", "", "", "", "", ""]
    assert first[:5] == ["3", "rejected", 'row 3, column "SCN"', "fault", "scn-invalid"]
    assert second[3:5] == ["warning", "protection-not-answered"]


def test_results_can_be_read_as_a_table() -> None:
    content = "".join(results_csv([RowResult(row=2, verdict="accepted")])).encode()

    ((number, row),) = read_rows(io.BytesIO(content), "results.csv")

    assert (number, row["Row"], row["Verdict"]) == (2, "2", "accepted")
