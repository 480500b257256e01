"""The register: who answers for a school that closed, and whose calendar applies."""

from datetime import date

import pytest

from onward.directory.errors import SchoolNotFound
from onward.directory.register import Register, SchoolFact
from onward.directory.school_kinds import SchoolType, Sector, key_text
from onward.foundation.school_days import Period, SchoolCalendar

JULY = date(2009, 7, 1)
TODAY = date(2009, 9, 7)


def school(
    number: int, *, closed_on: date | None = None, successor: int | None = None, opened_on: date | None = None
) -> SchoolFact:
    seed = f"80000{number:02}"
    return SchoolFact(
        id=number,
        seed=seed,
        type=SchoolType.PRIMARY,
        key=key_text(seed, SchoolType.PRIMARY),
        name=f"School {number}",
        authority_id="120",
        sector=Sector.PUBLICLY_FUNDED,
        takes_part=True,
        opened_on=opened_on,
        closed_on=closed_on,
        successor_id=successor,
    )


def register(*schools: SchoolFact) -> Register:
    return Register(
        by_id={each.id: each for each in schools},
        by_key={(each.seed, each.type): each for each in schools},
        authorities={"120": "Angus"},
        calendars={"120": SchoolCalendar([Period(start=date(2009, 9, 8), end=date(2009, 9, 9))])},
    )


def test_an_open_school_answers_for_itself() -> None:
    one = school(1)

    assert register(one).successor_of(one, TODAY) == one


def test_a_school_answers_for_itself_until_the_day_it_closes() -> None:
    one, two = school(1, closed_on=TODAY, successor=2), school(2)
    both = register(one, two)

    assert both.successor_of(one, date(2009, 9, 6)) == one
    assert both.successor_of(one, TODAY) == two


def test_a_chain_of_mergers_is_followed_to_a_school_that_is_not_closed() -> None:
    chain = [school(n, closed_on=JULY, successor=n + 1) for n in range(1, 5)]
    last = school(5)

    assert register(*chain, last).successor_of(chain[0], TODAY) == last


def test_a_successor_that_has_yet_to_open_takes_over_at_once() -> None:
    one, two = school(1, closed_on=JULY, successor=2), school(2, opened_on=date(2009, 10, 1))

    assert register(one, two).successor_of(one, TODAY) == two
    assert not two.is_open(TODAY)


def test_nobody_answers_where_the_chain_ends() -> None:
    one, two = school(1, closed_on=JULY, successor=2), school(2, closed_on=JULY)

    assert register(one, two).successor_of(one, TODAY) is None


@pytest.mark.parametrize("length", [1, 2, 3])
def test_a_circle_leads_to_nobody_and_ends(length: int) -> None:
    circle = [school(n, closed_on=JULY, successor=n % length + 1) for n in range(1, length + 1)]

    assert register(*circle).successor_of(circle[0], TODAY) is None


def test_a_school_is_found_by_its_key_in_text() -> None:
    one = school(1)

    assert register(one).school(" 8000001-Primary") == one


def test_a_key_that_is_not_listed_is_not_found() -> None:
    with pytest.raises(SchoolNotFound, match="8000002-primary"):
        register(school(1)).school("8000002-primary")


def test_each_authority_has_its_own_calendar() -> None:
    all_schools = register(school(1))

    assert all_schools.calendar_of("120").add_school_days(TODAY, 1) == date(2009, 9, 9)


def test_an_authority_without_known_holidays_counts_all_but_weekends() -> None:
    all_schools = register(school(1))

    assert all_schools.calendar_of("260").add_school_days(TODAY, 5) == date(2009, 9, 14)
