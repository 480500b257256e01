"""Reading lists from files: a bad row or cell costs itself and not the file."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from onward.directory.list_columns import ListRow
from onward.directory.list_reading import read_list
from onward.formats.tables.refused import TableRefused
from onward.foundation.faults import Fault


def read(text: str) -> list[ListRow | Fault]:
    return list(read_list(BytesIO(text.encode()), "schools.csv"))


def codes(rows: list[ListRow | Fault]) -> list[str]:
    return [each.code for each in rows if isinstance(each, Fault)]


def test_a_row_is_its_number_and_its_cells_by_heading() -> None:
    assert read("seed,type,name\r\n8000001,primary,\r\n") == [
        (2, {"seed": "8000001", "type": "primary", "name": ""})
    ]


def test_a_row_with_too_many_cells_costs_itself() -> None:
    rows = read("seed,type\n8000001,primary,Arbroath\n8000002,primary\n")

    assert codes(rows) == ["row-too-wide"]
    assert rows[1] == (3, {"seed": "8000002", "type": "primary"})


def test_two_equal_headings_are_refused() -> None:
    with pytest.raises(TableRefused) as refused:
        read("seed,type,seed\n8000001,primary,8000002\n")

    assert [each.code for each in refused.value.faults] == ["column-repeated"]


@pytest.mark.slow
def test_a_formula_in_a_workbook_costs_its_row() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["seed", "type"], [8000001, "=A1"], [8000002, "primary"]):
        sheet.append(row)
    stream = BytesIO()
    book.save(stream)

    rows = list(read_list(stream, "schools.xlsx"))

    assert codes(rows) == ["cell-formula"]
    assert rows[1] == (3, {"seed": "8000002", "type": "primary"})
