"""Planning the import of a school list: which school takes over which."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from tests.rules.school_lists import (
    ARBROATH,
    BRECHIN,
    FORFAR_ROW,
    JULY,
    KNOWN,
    after,
    codes,
    plan,
)

from onward.directory.school_list.listed import ListedSchool


def test_a_merger_into_a_new_school_of_the_same_list_goes_through() -> None:
    done = plan(
        {**FORFAR_ROW, "closed_on": "", "successor": ""},
        {
            "seed": "8000001",
            "type": "primary",
            "name": "Arbroath Primary",
            "authority": "120",
            "closed_on": "2009-07-01",
            "successor": "8000003-secondary",
        },
    )

    assert done.faults == ()
    assert done.changed[0].after.successor == "8000003-secondary"


def closing(key: str, successor: str) -> dict[str, str]:
    seed, school_type = key.split("-")
    return {"seed": seed, "type": school_type, "closed_on": "2009-07-01", "successor": successor}


def test_a_circle_of_successors_is_refused() -> None:
    done = plan(closing(ARBROATH.key, BRECHIN.key), closing(BRECHIN.key, ARBROATH.key))

    assert {code for _, code in codes(done)} == {"succession-in-circle"}
    assert not done.changes_anything


def test_a_circle_through_a_school_that_the_list_does_not_name_is_refused() -> None:
    closed = replace(BRECHIN, closed_on=JULY, successor=ARBROATH.key)

    done = plan(closing(ARBROATH.key, BRECHIN.key), known={ARBROATH.key: ARBROATH, closed.key: closed})

    assert codes(done) == [('row 2, column "successor"', "succession-in-circle")]


def test_a_school_whose_successor_falls_falls_too() -> None:
    third = replace(BRECHIN, seed="8000004")

    done = plan(
        {**closing("8000003-secondary", "8000009-primary"), "name": "Forfar High", "authority": "120"},
        {**closing(third.key, "8000003-secondary"), "name": third.name, "authority": "120"},
    )

    assert codes(done) == [
        ('row 2, column "successor"', "successor-unknown"),
        ('row 3, column "successor"', "successor-unknown"),
    ]


KEYS = [f"800000{n}-primary" for n in range(5)]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "seed": st.sampled_from([key[:7] for key in KEYS]),
            "type": st.just("primary"),
            "name": st.sampled_from(["A", "B", ""]),
            "authority": st.sampled_from(["120", "121"]),
            "closed_on": st.sampled_from(["", "2009-07-01"]),
            "successor": st.sampled_from(["", *KEYS]),
        }
    ),
    max_size=8,
)


@given(ROWS, st.sampled_from([None, JULY]))
def test_importing_twice_is_importing_once_and_never_makes_a_circle(
    rows: list[dict[str, str]], close_missing_on: date | None
) -> None:
    first = plan(*rows, close_missing_on=close_missing_on)
    result = after(first, KNOWN)

    again = plan(*rows, known=result, close_missing_on=close_missing_on)

    assert not again.changes_anything or {each.code for each in first.faults} & {"successor-unknown"}
    assert all(ends(key, result) for key in result)


def ends(key: str, schools: Mapping[str, ListedSchool]) -> bool:
    steps: Iterable[int] = range(len(schools) + 1)
    for _ in steps:
        if not schools[key].successor:
            return True
        key = schools[key].successor
    return False
