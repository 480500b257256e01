"""What happens next with a pupil who comes, and when, in words: the same, whatever the hub knows beside."""

from collections.abc import Sequence
from datetime import date, time

from onward.operations.reading.newcomers import Newcomer
from onward.transfers.models import WorklistKind
from onward.transfers.workflow import JoinerStanding
from onward.web.wording import day, time_of


def next_steps(found: Newcomer, *, today: date, notice_times: Sequence[time]) -> list[str]:
    """Return what happens next, sentence by sentence."""
    joiner = found.joiner
    if found.held and not found.held.refused:
        return [
            f"The hub takes the arrival in at {time_of(found.held.goes_at)}. Until then you can undo it.",
            "Any alarm about this pupil stays open until then.",
        ]
    if joiner.standing is JoinerStanding.ARRIVED or found.came_as:
        return [
            *after_arrival(is_protected=joiner.is_shielded, notice_times=notice_times),
            "If this is wrong, tell the national service: an arrival cannot be taken back here.",
        ]
    if joiner.standing is JoinerStanding.NOT_HERE:
        return after_no_arrival(notice_times)
    if joiner.standing is JoinerStanding.CANCELLED:
        return [
            "You need to do nothing. The pupil goes to another place, or stays where they were.",
            "If the pupil comes to you all the same, confirm the arrival here.",
        ]
    return _awaited(found, today)


def notice_run(times: Sequence[time]) -> str:
    """Return when the next notice run is, as words."""
    return f"at the next notice run (weekdays at {' and '.join(f'{each:%H:%M}' for each in sorted(times))})"


def after_arrival(*, is_protected: bool, notice_times: Sequence[time]) -> list[str]:
    """Return what the hub does once an arrival is recorded. It says nothing of what the hub found."""
    told = [
        "The hub looks for the pupil's old school.",
        f"If it knows one, it says {notice_run(notice_times)} that the pupil is safe. It never says where.",
    ]
    if is_protected:
        return [
            *told,
            "Records of a protected pupil do not come by themselves: the national service sees to them.",
            "Tell nobody outside your school that the pupil is here.",
            "Any alarm about this pupil ends.",
        ]
    return [
        *told,
        "The hub asks that school for the record. What it sends comes into your mailbox.",
        "Any alarm about this pupil ends. You need to do nothing until a record comes.",
    ]


def after_no_arrival(notice_times: Sequence[time]) -> list[str]:
    """Return what the hub does once a school has said that a pupil is not there."""
    return [
        f"The hub asks the old school {notice_run(notice_times)} where the pupil went.",
        "If nobody knows in time, an alarm goes to those who look for children missing from education.",
        "If the pupil comes to you after all, confirm the arrival here.",
    ]


def _awaited(found: Newcomer, today: date) -> list[str]:
    due = found.joiner.due_on
    if any(each.kind is WorklistKind.ALARM for each in found.asks):
        return [
            "Say whether the pupil has come, or is not here.",
            "Until you do, the alarm stays open, and goes on to the co-ordinator of your authority.",
        ]
    if due is None:
        return ["Confirm the arrival when the pupil comes, or say that the pupil is not here."]
    if due < today:
        return ["Say today whether the pupil has come: the hub raises an alarm, first with you."]
    return [
        "Confirm the arrival when the pupil comes, or say that the pupil is not here.",
        f"If you say nothing by {day(due)}, the hub raises an alarm: first with you.",
        "If you say nothing then either, it goes on to the co-ordinator of your authority.",
    ]
