"""Which rows of one side are of one pupil."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from onward.operations.reading.same_pupil import is_same_pupil, same_name
from onward.transfers.journey import Stated

ISLA = Stated(
    surname="O'Neil", forename="Isla", born=date(2016, 5, 4), sex="F", scn="100000007", upn="", stage="P5"
)


@pytest.mark.parametrize(
    ("changes", "is_same"),
    [
        ({}, True),
        ({"stage": "P6"}, True),
        ({"surname": "Kerr"}, True),
        ({"surname": "Kerr", "born": date(2016, 4, 5)}, True),
        ({"forename": "Morag"}, True),
        ({"forename": "Morag", "born": date(2016, 4, 5)}, False),
        ({"scn": ""}, True),
        ({"scn": "", "surname": "oneil"}, True),
        ({"scn": "", "surname": "Kerr"}, False),
        ({"scn": "", "sex": "M"}, False),
        ({"scn": "", "born": date(2016, 4, 5)}, False),
        ({"scn": "200000003"}, False),
    ],
)
def test_a_number_that_is_borne_out_or_all_of_the_rest(changes: dict[str, Any], is_same: bool) -> None:
    other = replace(ISLA, **changes)

    assert is_same_pupil(ISLA, other) is is_same
    assert is_same_pupil(other, ISLA) is is_same


@pytest.mark.parametrize(("one", "other"), [("Ó Néill", "o neill"), ("Van Dyk", "vandyk"), ("ANNE", "Anne")])
def test_names_that_read_the_same(one: str, other: str) -> None:
    assert same_name(one, other)
