"""Importing lists into the real database: a whole list in a few statements, or nothing of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.rooms.directory_world import JULY, KEEPER, NOW, listed, opened

from onward.audit.models import AuditEntry
from onward.directory import services
from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.calendar_list.plan import CalendarPlan
from onward.directory.errors import AuthorityNotFound, CannotBeSo, DirectoryChangedMeanwhile
from onward.directory.models import School
from onward.directory.queries import authority_codes, listed_holidays, listed_schools
from onward.directory.register import current_register
from onward.directory.school_list.listed import ListedSchool
from onward.directory.school_list.plan import ImportPlan, SchoolChange
from onward.directory.school_list.planning import plan_import
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.errors import NotPermitted
from onward.foundation.school_days import Period
from onward.foundation.sight import for_authority

pytestmark = pytest.mark.usefixtures("nation")
YEAR = Period(start=date(2009, 8, 1), end=date(2010, 8, 1))
SOMEBODY = Actor(kind=ActorKind.SYSTEM, id="a-system", door=Door.API, sight=for_authority("120"))


@pytest.fixture
def nation(hub: None) -> None:
    services.load_authorities(by=KEEPER, now=NOW)


def added(*schools: ListedSchool) -> ImportPlan:
    return ImportPlan(added=schools)


def test_an_imported_list_is_the_directory() -> None:
    new = listed(3)
    old = replace(listed(1), closed_on=JULY, successor=new.key)
    older = replace(listed(2), closed_on=date(2009, 5, 1), successor=old.key, email="a@b.example", phone="1")

    services.apply_import(added(older, old, new), by=KEEPER, now=NOW)

    assert listed_schools() == {each.key: each for each in (old, older, new)}
    register = current_register()
    assert register.successor_of(register.school(older.key), JULY) == register.school(new.key)


def test_schools_are_changed_and_closed_as_the_plan_says() -> None:
    opened(1)
    opened(2)
    before, missing = listed(1), listed(2)
    after = replace(before, name="Arbroath", takes_part=False, closed_on=JULY, successor=missing.key)
    plan = ImportPlan(
        changed=(SchoolChange(before=before, after=after),),
        closed=(SchoolChange(before=missing, after=replace(missing, closed_on=JULY)),),
    )

    services.apply_import(plan, by=KEEPER, now=NOW)

    assert listed_schools() == {before.key: after, missing.key: replace(missing, closed_on=JULY)}
    assert AuditEntry.objects.get(act="change_school").detail == {
        "name": "School 1",
        "takes_part": "True",
        "closed_on": "",
        "successor": "",
    }
    assert AuditEntry.objects.get(act="close_school").subject_id == missing.key


def test_a_list_may_reopen_a_school() -> None:
    first = opened(1)
    services.close_school(school_id=first.id, on=JULY, successor_id=opened(2).id, by=KEEPER, now=NOW)
    closed = listed_schools()[first.key]

    change = SchoolChange(before=closed, after=replace(closed, closed_on=None, successor=""))
    services.apply_import(ImportPlan(changed=(change,)), by=KEEPER, now=NOW)

    assert current_register().by_id[first.id] == first


@pytest.mark.parametrize(
    "plan",
    [
        added(listed(1)),
        added(listed(3, authority="121")),
        added(replace(listed(3), closed_on=JULY, successor="8000009-primary")),
        ImportPlan(changed=(SchoolChange(before=listed(1, "Old name"), after=listed(1, "New name")),)),
        ImportPlan(changed=(SchoolChange(before=listed(9), after=listed(9, "New name")),)),
        ImportPlan(
            changed=(
                SchoolChange(
                    before=listed(2), after=replace(listed(2), closed_on=JULY, successor=listed(1).key)
                ),
            )
        ),
    ],
    ids=["listed by now", "no authority", "no successor", "changed by now", "gone by now", "a circle by now"],
)
def test_a_plan_made_from_another_directory_is_refused(plan: ImportPlan) -> None:
    first, second = opened(1), opened(2)
    services.close_school(school_id=first.id, on=JULY, successor_id=second.id, by=KEEPER, now=NOW)
    before = listed_schools()

    with pytest.raises(DirectoryChangedMeanwhile):
        services.apply_import(plan, by=KEEPER, now=NOW)

    assert listed_schools() == before


def test_a_plan_that_changes_nothing_writes_nothing() -> None:
    with CaptureQueriesContext(connection) as asked:
        services.apply_import(ImportPlan(), by=KEEPER, now=NOW)

    assert not [each for each in asked if each["sql"].lstrip().upper().startswith(("INSERT", "UPDATE"))]


def test_an_authority_does_not_import() -> None:
    with pytest.raises(NotPermitted):
        services.apply_import(added(listed(1)), by=SOMEBODY, now=NOW)


@pytest.mark.slow
def test_a_national_list_is_planned_and_imported_whole() -> None:
    codes = sorted(authority_codes())
    rows = [
        {
            "seed": f"{8000000 + number}",
            "type": "primary",
            "name": f"School {number}",
            "authority": codes[number % len(codes)],
            "closed_on": "2009-07-01" if number % 10 == 0 else "",
            "successor": f"{8000001 + number}-primary" if number % 10 == 0 else "",
        }
        for number in range(2_500)
    ]

    plan = plan_import(enumerate(rows, start=2), known=listed_schools(), authorities=authority_codes())
    services.apply_import(plan, by=KEEPER, now=NOW)

    assert School.objects.filter(successor__isnull=False).count() == 250
    assert AuditEntry.objects.filter(act="open_school").count() == 2_500


def holiday(first_day: date, days: int = 1, *, authority: str = "120", name: str = "Fair") -> ListedHoliday:
    return ListedHoliday(
        authority=authority, first_day=first_day, day_after=first_day + timedelta(days=days), name=name
    )


OCTOBER, CHRISTMAS = holiday(date(2009, 10, 12), 5), holiday(date(2009, 12, 21), 14)
SUMMER = holiday(date(2009, 6, 29), 45)


def test_holidays_that_start_in_the_period_are_replaced() -> None:
    plan = CalendarPlan(added=(SUMMER, CHRISTMAS))
    services.apply_calendars(plan, by=KEEPER, now=NOW)

    services.set_holidays(authority_id="120", starting_in=YEAR, holidays=[OCTOBER], by=KEEPER, now=NOW)

    assert list(listed_holidays()) == [SUMMER, OCTOBER]
    calendar = current_register().calendar_of("120")
    assert not calendar.is_school_day(date(2009, 10, 16))
    assert calendar.is_school_day(date(2009, 12, 21))
    assert AuditEntry.objects.latest("id").detail == {
        "added": ["2009-10-12 to 2009-10-16"],
        "removed": ["2009-12-21 to 2010-01-03"],
    }


def test_setting_the_same_holidays_again_writes_nothing() -> None:
    for _ in range(2):
        services.set_holidays(authority_id="120", starting_in=YEAR, holidays=[OCTOBER], by=KEEPER, now=NOW)

    assert AuditEntry.objects.filter(act="set_holidays").count() == 1


@pytest.mark.parametrize("stray", [SUMMER, holiday(date(2009, 10, 12), authority="260")])
def test_a_holiday_outside_what_is_replaced_is_refused(stray: ListedHoliday) -> None:
    with pytest.raises(CannotBeSo):
        services.set_holidays(authority_id="120", starting_in=YEAR, holidays=[stray], by=KEEPER, now=NOW)


def test_an_authority_that_is_not_listed_has_no_holidays() -> None:
    with pytest.raises(AuthorityNotFound):
        services.set_holidays(authority_id="121", starting_in=YEAR, holidays=[], by=KEEPER, now=NOW)


def test_a_calendar_plan_made_from_other_holidays_is_refused() -> None:
    with pytest.raises(DirectoryChangedMeanwhile):
        services.apply_calendars(CalendarPlan(removed=(OCTOBER,)), by=KEEPER, now=NOW)


def test_only_the_nation_sets_holidays() -> None:
    with pytest.raises(NotPermitted):
        services.set_holidays(authority_id="120", starting_in=YEAR, holidays=[], by=SOMEBODY, now=NOW)


def test_an_import_costs_as_many_queries_for_20_schools_as_for_one() -> None:
    costs = []
    for numbers in (range(1), range(1, 21)):
        with CaptureQueriesContext(connection) as asked:
            services.apply_import(added(*map(listed, numbers)), by=KEEPER, now=NOW)
        costs.append(len(asked))

    assert costs[0] == costs[1]
