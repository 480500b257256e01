"""Tables: CSV as schools write it, workbooks as offices save them, and neither as a weapon."""

import contextlib
import io
import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import MAC_EPOCH

from onward.formats.tables.refused import TableRefused
from onward.formats.tables.table import open_table, read_rows

Rows = list[tuple[int, dict[str, str]]]


def rows(content: bytes, name: str = "list.csv") -> Rows:
    return list(read_rows(io.BytesIO(content), name))


def refusal(content: bytes, name: str = "list.csv") -> tuple[str, str]:
    with pytest.raises(TableRefused) as refused:
        rows(content, name)
    (found,) = refused.value.faults
    return found.path, found.code


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def workbook(*lines: list[object]) -> bytes:
    book = Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    return saved(book)


def repacked(book: bytes, **changed: str) -> bytes:
    """Return the workbook with the text of some parts changed or added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            stem = part.filename.rsplit("/", 1)[-1].removesuffix(".xml")
            new.writestr(part.filename, changed.pop(stem, old.read(part).decode()))
        for stem, text in changed.items():
            new.writestr(f"xl/{stem}.xml", text)
    return made.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_csv_file_is_read_as_it_was_written(separator: str, end: str, encoding: str) -> None:
    text = f'"Name"{separator}Street{end}"Möre{separator} Ann"{separator} Hill{end}'

    assert rows(text.encode(encoding)) == [(2, {"Name": f"Möre{separator} Ann".strip(), "Street": "Hill"})]


def test_windows_text_is_read_with_a_warning() -> None:
    table = open_table(io.BytesIO("Näme,b\n".encode("cp1252")), "x.csv")

    assert [note.code for note in table.notes] == ["encoding-assumed"]


def test_rows_are_numbered_as_a_spreadsheet_counts() -> None:
    assert rows(b'\n a ,b\n\n1,"x\ny"\n,\n2,\n') == [(4, {"a": "1", "b": "x\ny"}), (6, {"a": "2", "b": ""})]


def test_an_excel_separator_line_is_obeyed() -> None:
    assert rows(b"sep=;\na,a2;b\n1;2") == [(2, {"a,a2": "1", "b": "2"})]


def test_texts_that_were_guarded_from_a_spreadsheet_are_read_plain() -> None:
    assert rows(b"a,b,c,d\n=\"012\",'-,'=x,'Ure\n") == [(2, {"a": "012", "b": "-", "c": "=x", "d": "'Ure"})]


def test_an_open_quotation_mark_costs_only_its_own_row() -> None:
    table = open_table(io.BytesIO(b'a,b\n1,"open\n2,"fine"\n3,x\n' + b"4,y\n" * 30), "x.csv")

    found = [(row.number, row.fault) for row in table.rows]

    assert found[:3] == [(2, "row-unreadable"), (3, ""), (4, "")]
    assert len(found) == 33


def test_an_open_quotation_mark_at_the_end_is_one_bad_row() -> None:
    table = open_table(io.BytesIO(b'a,b\n1,2\n3,"open'), "x.csv")

    assert [(row.number, row.fault) for row in table.rows] == [(2, ""), (3, "row-unreadable")]


def test_a_line_without_end_is_one_bad_row_and_is_not_held() -> None:
    table = open_table(io.BytesIO(b"a,b\n" + b"x" * 1_000_000 + b"\n3,4\n"), "x.csv")

    assert [(row.number, row.fault) for row in table.rows] == [(2, "row-unreadable"), (3, "")]


@pytest.mark.parametrize(
    ("content", "path", "code"),
    [
        (b"", "", "file-empty"),
        (b"\n,\n", "", "file-empty"),
        (b"a,b\n\x81\x8d,", "", "encoding-unknown"),
        (b"a,b\n1,\x00" + b"x" * 9000, "", "file-kind-unknown"),
        (b"a,b,a\n1,2,3", 'row 1, column "a"', "column-repeated"),
        (b"a,b\n1,2,\n1,2,3\n", "row 3", "row-too-wide"),
        (b'a,b\n"1,2\n', "row 2", "row-unreadable"),
        (b"%PDF-1.7", "", "file-kind-unknown"),
        (b"<CTfile/>", "", "file-kind-unknown"),
    ],
)
def test_a_csv_that_cannot_be_read_says_why(content: bytes, path: str, code: str) -> None:
    assert refusal(content) == (path, code)


def test_the_stream_stays_open() -> None:
    stream = io.BytesIO(b"a,b\n1,2\n")

    list(read_rows(stream, "x.csv"))

    assert not stream.closed


def test_a_workbook_is_read_as_text() -> None:
    book = workbook(
        [" Name ", "Born", None, "Number", "Yes", "At"],
        ["Möre", date(2015, 1, 31), "no heading", 51234561.0, True, time(9, 30)],
        [],
        [None, datetime(2015, 1, 31, 9, 30), None, 1.5, False, "=A2"],  # noqa: DTZ001 -- a cell has no zone
    )

    assert rows(book, "x.xlsx") == [
        (2, {"Name": "Möre", "Born": "2015-01-31", "Number": "51234561", "Yes": "yes", "At": "09:30:00"}),
        (4, {"Name": "", "Born": "2015-01-31 09:30:00", "Number": "1.5", "Yes": "no", "At": ""}),
    ]


def test_a_formatted_but_empty_end_of_a_sheet_is_passed_over() -> None:
    book = Workbook()
    book.worksheets[0].append(["a"])
    book.worksheets[0].append(["1"])
    book.worksheets[0].cell(100_000, 1).number_format = "@"

    assert rows(saved(book), "x.xlsx") == [(2, {"a": "1"})]


def test_a_hidden_sheet_is_not_the_list() -> None:
    book = Workbook()
    book.worksheets[0].append(["hidden"])
    book.worksheets[0].sheet_state = "hidden"
    shown = book.create_sheet("Leavers")
    shown.append(["a"])
    shown.append(["1"])

    assert rows(saved(book), "x.xlsx") == [(2, {"a": "1"})]


def test_a_workbook_that_counts_from_1904_says_so() -> None:
    book = Workbook()
    book.epoch = MAC_EPOCH
    book.worksheets[0].append(["a"])

    assert open_table(io.BytesIO(saved(book)), "x.xlsx").day_zero == date(1904, 1, 1)


SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
FIRST_ROW = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("sheet1", SHEET.format("<row>" + "<c/>" * 600 + "</row>"), "file-too-large"),
        ("sheet1", SHEET.format("<row/>" * 250_000), "file-too-large"),
        ("sheet1", SHEET.format(FIRST_ROW) + " " * (65 * 1024 * 1024), "file-too-large"),
        ("sheet1", "<a>" * 50, "file-too-large"),
        ("sheet1", SHEET.format("") + "<mergeCell/>", "file-unreadable"),
        ("sheet1", SHEET.format("<mergeCell/>" * 60_000), "file-too-large"),
        ("sharedStrings", "<sst>" + "<si/>" * 600_000 + "</sst>", "file-too-large"),
        ("styles", "<x>" + " " * (17 * 1024 * 1024) + "</x>", "file-too-large"),
        ("sheet1", ENTITIES + SHEET.format(FIRST_ROW), "file-unreadable"),
        ("workbook", ENTITIES + "<workbook>&b;</workbook>", "file-unreadable"),
        ("workbook", "<workbook/>", "file-empty"),
        ("styles", "nonsense <", "file-unreadable"),
    ],
)
def test_a_workbook_made_to_do_harm_is_refused(part: str, text: str, code: str) -> None:
    book = repacked(workbook(["a"], ["1"]), **{part: text})

    assert len(book) < 200_000
    assert refusal(book, "x.xlsx")[1] == code


def test_a_row_number_beyond_any_sheet_ends_the_reading() -> None:
    far = FIRST_ROW + '<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>'

    assert rows(repacked(workbook(["a"]), sheet1=SHEET.format(far)), "x.xlsx") == []


def test_damage_in_the_middle_of_a_sheet_is_told_where_it_begins() -> None:
    bad = FIRST_ROW + '<row r="2"><c r="A2"><v>1</v></c></row><row r="3"><c r="A3"><v>one</v></c></row>'

    assert refusal(repacked(workbook(["a"]), sheet1=SHEET.format(bad)), "x.xlsx") == (
        "row 3",
        "file-unreadable",
    )


BOOK = workbook(["Name", "Born"], ["Ann", date(2015, 1, 31)], ["Möre", 42000])
PARTS = {
    part.filename.rsplit("/", 1)[-1].removesuffix(".xml"): part
    for part in zipfile.ZipFile(io.BytesIO(BOOK)).infolist()
}


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_bytes_are_refused_and_never_crash(changes: list[tuple[int, int]]) -> None:
    book = bytearray(BOOK)
    for place, byte in changes:
        book[place] = byte

    with contextlib.suppress(TableRefused):
        rows(bytes(book), "x.xlsx")


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["sheet1", "styles", "workbook", "[Content_Types]"]), st.data())
def test_damaged_parts_are_refused_and_never_crash(part: str, data: st.DataObject) -> None:
    text = zipfile.ZipFile(io.BytesIO(BOOK)).read(PARTS[part]).decode()
    place = data.draw(st.integers(0, len(text) - 1))
    letters = data.draw(st.text(alphabet='<>/="0189aAnst ', max_size=3))

    with contextlib.suppress(TableRefused):
        rows(repacked(BOOK, **{part: text[:place] + letters + text[place + 1 :]}), "x.xlsx")
