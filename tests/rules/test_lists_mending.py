"""A row of a list that is mended by hand reads as it was mended, and the others as they stand."""

import io

import pytest

from onward.formats.lists.mending import rows_of_list
from onward.formats.lists.reading import read_list

LIST = b"""Last name,Forename,DOB,Sex,Leaving date
Adair,Isla,04/05/2016,F,28/08/2026
Baird,Ewan,4.5.16,M,28/08/2026
"""
MENDED = {
    "pupil.surname": "Baird",
    "pupil.forename": "Ewan",
    "pupil.born": "04/05/2016",
    "pupil.sex": "M",
    "leaving_on": "28/08/2026",
}


def test_a_row_is_shown_as_it_stands_under_the_file_s_own_headings() -> None:
    found = rows_of_list(io.BytesIO(LIST), "leavers.csv", {3})

    assert found is not None
    assert list(found.rows) == [3]
    assert found.rows[3]["pupil.born"] == "4.5.16"
    assert (found.headings["pupil.born"], found.headings["pupil.surname"]) == ("DOB", "Last name")
    assert found.headings["reason"] == "Leaving reason"


def test_a_mended_row_reads_as_it_was_mended() -> None:
    before = list(read_list(io.BytesIO(LIST), "leavers.csv").entries)
    after = list(read_list(io.BytesIO(LIST), "leavers.csv", mended={3: MENDED}).entries)

    assert [each.said is None for each in before] == [False, True]
    assert [each.said is None for each in after] == [False, False]
    assert after[0] == before[0]
    assert (after[1].line, after[1].index) == (3, 1)


def test_a_column_that_the_file_lacks_can_be_mended_too() -> None:
    [_, entry] = read_list(io.BytesIO(LIST), "leavers.csv", mended={3: {**MENDED, "reason": "05"}}).entries

    assert getattr(entry.said, "reason", None) == "05"


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [("pupil.born", "31/02/2016", 'row 3, column "DOB"'), ("reason", "99", 'row 3, column "Leaving reason"')],
)
def test_what_is_still_wrong_is_named_under_its_heading(field: str, value: str, place: str) -> None:
    [_, entry] = read_list(io.BytesIO(LIST), "leavers.csv", mended={3: {**MENDED, field: value}}).entries

    assert [each.path for each in entry.faults] == [place]


def test_what_is_no_list_has_no_rows() -> None:
    assert rows_of_list(io.BytesIO(b"{}"), "leavers.json", {1}) is None
