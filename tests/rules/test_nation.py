"""The invented nation: valid, plausible, the same every time, and never held in memory."""

from collections import Counter
from datetime import date
from itertools import islice

import pytest

from onward.demo.calendars import SCHOOL_YEARS, all_holidays, school_calendar, term_begins
from onward.demo.nation import Nation
from onward.demo.schools import PUPILS_AT_FULL_SCALE
from onward.demo.stages import STAGES, birthdays, school_year, stage_after
from onward.directory.authorities import AUTHORITIES
from onward.directory.school_kinds import SchoolType, Sector
from onward.foundation.identifiers import scn

FEBRUARY = date(2008, 2, 25)
SMALL = Nation(1, 0.01, as_of=FEBRUARY)


def test_the_same_seed_makes_the_same_nation() -> None:
    again = Nation(1, 0.01, as_of=FEBRUARY)

    assert again.schools == SMALL.schools
    assert list(islice(again.pupils(), 500)) == list(islice(SMALL.pupils(), 500))


def test_another_seed_makes_another_nation() -> None:
    other = Nation(2, 0.01, as_of=FEBRUARY)

    assert other.schools != SMALL.schools
    assert list(islice(other.pupils(), 500)) != list(islice(SMALL.pupils(), 500))


@pytest.mark.parametrize("scale", [0.01, 0.04, 1.0])
def test_the_rolls_add_up_to_the_scale(scale: float) -> None:
    nation = Nation(1, scale, as_of=FEBRUARY)

    assert nation.pupil_count == round(PUPILS_AT_FULL_SCALE * scale)


def test_every_authority_has_a_primary_and_a_secondary_school() -> None:
    publicly_funded = [school for school in SMALL.schools if school.sector == Sector.PUBLICLY_FUNDED]

    for kind in (SchoolType.PRIMARY, SchoolType.SECONDARY):
        assert {school.authority for school in publicly_funded if school.type == kind} == {
            authority.code for authority in AUTHORITIES
        }


def test_the_whole_nation_has_about_2500_schools_with_keys_of_their_own() -> None:
    schools = Nation(1, as_of=FEBRUARY).schools
    keys = Counter((school.seed, school.type) for school in schools)
    codes = Counter(school.seed for school in schools)
    independents = [school for school in schools if school.sector == Sector.INDEPENDENT]

    assert 2_400 < len(schools) < 2_700
    assert max(keys.values()) == 1
    assert all(len(seed) == 7 and seed.isdigit() for seed in codes)
    assert 5 < sum(count == 2 for count in codes.values()) < 30
    assert 0 < sum(school.takes_part for school in independents) < len(independents) / 2


def test_a_primary_feeds_a_secondary_of_its_own_authority() -> None:
    for school in SMALL.schools:
        if school.type == SchoolType.PRIMARY and school.sector == Sector.PUBLICLY_FUNDED:
            assert school.feeds is not None
            secondary = SMALL.schools[school.feeds]
            assert secondary.type == SchoolType.SECONDARY
            assert secondary.authority == school.authority


def test_candidate_numbers_are_valid_and_shared_only_on_purpose() -> None:
    numbers = Counter(pupil.scn for pupil in SMALL.pupils())

    assert all(scn.is_valid(number) for number in numbers)
    assert sum(count > 1 for count in numbers.values()) == 2


def test_every_pupil_is_of_the_age_of_their_stage() -> None:
    days = {stage: frozenset(birthdays(stage, 2007)) for stage in STAGES}

    for pupil in SMALL.pupils():
        assert pupil.born in days[pupil.stage]
        assert pupil.stage in SMALL.schools[pupil.school].stages


def test_a_pupil_can_be_had_by_number() -> None:
    for number, pupil in enumerate(islice(SMALL.pupils(), 0, None, 97)):
        assert SMALL.pupil(number * 97) == pupil


def test_a_stage_can_be_walked_by_number() -> None:
    walked = [SMALL.nth_in_stage("P7", number) for number in range(SMALL.count_in_stage("P7"))]

    assert walked == [pupil.number for pupil in SMALL.pupils() if pupil.stage == "P7"]


def test_siblings_share_a_surname_and_a_school() -> None:
    families: dict[int, set[tuple[str, int]]] = {}
    sizes: Counter[int] = Counter()
    for pupil in SMALL.pupils():
        families.setdefault(pupil.family, set()).add((pupil.surname, pupil.school))
        sizes[pupil.family] += 1

    assert all(len(shared) == 1 for shared in families.values())
    assert sum(size > 1 for size in sizes.values()) > 100


def test_few_pupils_are_marked_as_vulnerable() -> None:
    marked = sum(bool(pupil.marks) for pupil in SMALL.pupils())

    assert 0.01 < marked / SMALL.pupil_count < 0.04


def test_a_year_group_runs_from_march_to_the_end_of_february() -> None:
    days = birthdays("P1", 2007)

    assert (days[0], days[-1]) == (date(2002, 3, 1), date(2003, 2, 28))
    assert date(2008, 2, 29) in birthdays("P1", 2012)


@pytest.mark.parametrize(
    ("day", "year"), [(date(2008, 8, 14), 2007), (date(2008, 8, 15), 2008), (date(2009, 1, 1), 2008)]
)
def test_the_school_year_begins_in_the_middle_of_august(day: date, year: int) -> None:
    assert school_year(day) == year


@pytest.mark.parametrize(("stage", "later"), [("P1", "P2"), ("P7", "S1"), ("S6", None), ("SP", "SP")])
def test_a_stage_moves_up_with_the_year(stage: str, later: str | None) -> None:
    assert stage_after(stage, 1) == later


def test_no_holiday_of_an_authority_begins_twice_on_a_day() -> None:
    begins = Counter((fact.authority, fact.period.start) for fact in all_holidays())

    assert max(begins.values()) == 1


@pytest.mark.parametrize("authority", [authority.code for authority in AUTHORITIES])
def test_a_school_year_has_about_190_school_days(authority: str) -> None:
    calendar = school_calendar(authority)

    for year in SCHOOL_YEARS:
        first = term_begins(authority, year)
        if year + 1 in SCHOOL_YEARS:
            assert 180 < calendar.school_days_between(first, term_begins(authority, year + 1)) < 205
        assert calendar.is_school_day(first)


@pytest.mark.slow
def test_the_whole_nation_is_made_without_being_held() -> None:
    pupils = Nation(1, as_of=FEBRUARY).pupils()

    assert sum(1 for _ in pupils) == PUPILS_AT_FULL_SCALE


def test_a_newcomer_is_nobody_on_roll() -> None:
    newcomers = [SMALL.newcomer(number, stage="P4", school=5) for number in range(50)]

    assert len({newcomer.number for newcomer in newcomers}) == 50
    assert all(newcomer.number >= SMALL.pupil_count for newcomer in newcomers)
    assert all(newcomer.scn == "" and "-" in newcomer.surname for newcomer in newcomers)
    assert {(newcomer.stage, newcomer.school) for newcomer in newcomers} == {("P4", 5)}
