"""Deadlines follow a changed calendar or policy: those that it concerns, and no others."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil
from tests.harness.messaging import official
from tests.harness.statements import counted_statements

from onward.audit.models import AuditEntry
from onward.directory.calendar_list.holidays import ListedHoliday
from onward.directory.calendar_list.plan import CalendarPlan
from onward.directory.errors import AuthorityNotFound
from onward.directory.models import Holiday
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import for_authority
from onward.operations.calendars import import_calendars, preview_calendars
from onward.operations.deadlines import DeadlineMove, Recount, preview_deadlines, recount_deadlines
from onward.operations.doctor import examine
from onward.operations.policies import (
    PolicyCannotBe,
    PolicyChange,
    PolicySet,
    list_policies,
    preview_leaving_policy,
    set_leaving_policy,
)
from onward.operations.sweeps.alarms import raise_alarms, remind
from onward.transfers.models import Joiner, LeavingPolicy, Transfer, WorklistItem
from onward.transfers.workflow import State

BORDERS_FAIR = CalendarPlan(
    added=(
        ListedHoliday(
            authority="355", first_day=date(2026, 9, 7), day_after=date(2026, 9, 9), name="Common Riding"
        ),
    )
)
USUAL = date(2026, 9, 15)


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def leaves(cast: Cast, to: str, count: int = 1, **said: object) -> None:
    for _ in range(count):
        cast.say("arbroath", cast.departure(to=to, **said))


def set_policy(cast: Cast, change: PolicyChange, **named: object) -> PolicySet:
    values: dict[str, object] = {"reason": "01", "authority_id": None, "effective_from": date(2026, 8, 1)}
    return set_leaving_policy(**values | named, change=change, by=CLERK, now=cast.now)  # type: ignore[arg-type]


def sound(cast: Cast) -> bool:
    return all(each.is_sound for each in examine(now=cast.now))


def test_holidays_move_the_deadlines_that_are_counted_by_them(cast: Cast) -> None:
    leaves(cast, "selkirk", 2)
    leaves(cast, "leith")

    recount = import_calendars(BORDERS_FAIR, by=CLERK, now=cast.now)

    assert recount.rows == (
        DeadlineMove(authority_id="355", reason="01", before=USUAL, after=USUAL + timedelta(days=2), count=2),
    )
    deadlines = Transfer.objects.order_by("id").values_list("deadline_on", flat=True)
    assert list(deadlines) == [USUAL + timedelta(days=2), USUAL + timedelta(days=2), USUAL]
    assert sound(cast)


def test_a_preview_tells_the_same_and_changes_nothing(cast: Cast) -> None:
    leaves(cast, "selkirk", 2)

    preview = preview_calendars(BORDERS_FAIR, by=CLERK, now=cast.now)

    assert preview.moved == 2
    assert not Holiday.objects.exists()
    assert Transfer.objects.filter(deadline_on=USUAL).count() == 2
    assert import_calendars(BORDERS_FAIR, by=CLERK, now=cast.now) == preview


def test_what_the_destination_was_asked_follows_and_what_the_old_side_was_asked_stays(cast: Cast) -> None:
    leaves(cast, "selkirk", reason="")
    cast.now = cast.now.replace(day=5)
    remind(by=CLERK, now=cast.now)
    asked_before = WorklistItem.objects.get(kind="reason-missing").due_on

    import_calendars(BORDERS_FAIR, by=CLERK, now=cast.now)

    transfer = Transfer.objects.get()
    assert Joiner.objects.get().due_on == transfer.deadline_on
    assert transfer.deadline_on
    assert WorklistItem.objects.get(kind="reminder").due_on == transfer.deadline_on
    assert WorklistItem.objects.get(kind="reason-missing").due_on == asked_before


def test_a_reminder_goes_out_again_where_the_new_one_lies_ahead(cast: Cast) -> None:
    leaves(cast, "selkirk")
    cast.now = cast.now.replace(day=10)
    remind(by=CLERK, now=cast.now)

    set_policy(cast, PolicyChange(school_days=20))

    transfer = Transfer.objects.get()
    assert (transfer.reminded_at, transfer.remind_on, transfer.deadline_on) == (
        None,
        date(2026, 9, 24),
        date(2026, 9, 29),
    )


def test_a_shorter_policy_moves_deadlines_of_its_reason_only(cast: Cast) -> None:
    leaves(cast, "selkirk")
    leaves(cast, "", reason="05")

    recount = set_policy(cast, PolicyChange(school_days=4, reminder_days=1)).recount

    assert [(each.reason, each.after) for each in recount.rows] == [("01", date(2026, 9, 7))]
    assert sound(cast)


def test_a_policy_applies_to_pupils_who_leave_from_its_first_day_on(cast: Cast) -> None:
    leaves(cast, "selkirk", leaving_on=date(2026, 8, 28))
    leaves(cast, "selkirk", leaving_on=date(2026, 9, 4))

    recount = set_policy(cast, PolicyChange(school_days=12), effective_from=date(2026, 9, 1)).recount

    assert [each.count for each in recount.rows] == [1]


def test_an_authoritys_policy_concerns_the_pupils_who_leave_it(cast: Cast) -> None:
    leaves(cast, "selkirk")
    cast.say("leith", cast.departure(to="selkirk"))

    recount = set_policy(cast, PolicyChange(school_days=12), authority_id="120").recount

    assert recount.moved == 1
    assert Transfer.objects.get(origin=cast.schools["leith"].id).deadline_on == USUAL


def test_a_vulnerable_childs_own_limit_is_counted_again(cast: Cast) -> None:
    leaves(cast, "selkirk", marks=["looked-after"])

    recount = set_policy(cast, PolicyChange(vulnerable_school_days=5)).recount

    assert [each.after for each in recount.rows] == [date(2026, 9, 8)]


def test_a_transfer_after_no_arrival_goes_by_the_policy_of_an_unknown_destination(cast: Cast) -> None:
    leaves(cast, "selkirk")
    cast.say("selkirk", {"kind": "no-arrival", "joiner": str(Joiner.objects.get().id)})

    of_its_reason = set_policy(cast, PolicyChange(school_days=30)).recount
    of_unknown = set_policy(cast, PolicyChange(school_days=30), reason="05").recount

    assert (of_its_reason.moved, of_unknown.moved) == (0, 1)


def test_an_alarm_that_was_raised_stays(cast: Cast) -> None:
    leaves(cast, "selkirk")
    cast.later(days=20)
    raise_alarms(by=CLERK, now=cast.now)

    recount = set_policy(cast, PolicyChange(school_days=60)).recount

    assert recount.moved == 0
    assert Transfer.objects.get().state == "alarmed"


def test_a_recount_says_how_many_will_have_passed(cast: Cast) -> None:
    leaves(cast, "selkirk", 3)
    cast.now = cast.now.replace(day=14)

    recount = set_policy(cast, PolicyChange(school_days=4, reminder_days=1)).recount

    assert recount.overdue(cast.now.date()) == 3


def test_a_policy_preview_changes_nothing(cast: Cast) -> None:
    leaves(cast, "selkirk")
    policies = list_policies()

    preview = preview_leaving_policy(
        reason="01",
        authority_id="120",
        effective_from=date(2026, 8, 1),
        change=PolicyChange(school_days=12),
        by=CLERK,
        now=cast.now,
    )

    assert preview.recount.moved == 1
    assert list_policies() == policies
    assert preview_deadlines() == Recount()


def test_what_a_policy_leaves_open_is_taken_from_the_one_in_force(cast: Cast) -> None:
    set_policy(cast, PolicyChange(school_days=12))
    set_policy(cast, PolicyChange(climb_days=9), authority_id="120")
    set_policy(cast, PolicyChange(climb_days=8), authority_id="120")

    own = LeavingPolicy.objects.get(reason="01", authority="120")
    assert (own.school_days, own.climb_days, own.settles) == (12, 8, "arrival")
    entry = AuditEntry.objects.filter(act="set_leaving_policy").order_by("id").last()
    assert entry
    assert entry.detail == {"from": "2026-08-01", "climb_days": {"before": 9, "after": 8}}


@pytest.mark.parametrize(
    "change",
    [
        PolicyChange(begins_as=State.ARRIVED),
        PolicyChange(school_days=0),
        PolicyChange(vulnerable_school_days=11),
        PolicyChange(reminder_days=10),
    ],
)
def test_terms_that_contradict_each_other_are_refused(cast: Cast, change: PolicyChange) -> None:
    with pytest.raises(PolicyCannotBe):
        set_policy(cast, change)


@pytest.mark.parametrize(
    ("named", "error"),
    [
        ({"reason": "99"}, PolicyCannotBe),
        ({"reason": "08"}, PolicyCannotBe),
        ({"effective_from": date(1800, 1, 1)}, PolicyCannotBe),
        ({"authority_id": "999"}, AuthorityNotFound),
    ],
)
def test_a_policy_of_nothing_is_refused(cast: Cast, named: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error):
        set_policy(cast, PolicyChange(school_days=12), **named)


def test_only_the_national_service_sets_policies(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        set_leaving_policy(
            reason="01",
            authority_id="120",
            effective_from=date(2026, 8, 1),
            change=PolicyChange(school_days=12),
            by=official(for_authority("120")),
            now=cast.now,
        )


def test_many_are_counted_with_the_statements_of_one(cast: Cast) -> None:
    def statements(change: Callable[[], object]) -> int:
        with counted_statements() as counted:
            change()
        return counted.count

    leaves(cast, "selkirk")
    set_policy(cast, PolicyChange(school_days=11))
    one = statements(lambda: set_policy(cast, PolicyChange(school_days=12)))
    for day in range(1, 20):
        leaves(cast, "leith", leaving_on=date(2026, 8, day), pupil=pupil())
        leaves(cast, "selkirk", leaving_on=date(2026, 9, day))
    many = statements(lambda: set_policy(cast, PolicyChange(school_days=13)))

    assert one == many
    assert recount_deadlines(by=CLERK, now=cast.now) == Recount()
