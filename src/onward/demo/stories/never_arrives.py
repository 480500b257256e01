"""A child who never arrives: nobody says anything, and the hub raises the alarm by itself."""

from datetime import date

from onward.demo.stories.sayings import departure
from onward.demo.stories.seen import School, Shown
from onward.demo.stories.stage import Stage
from onward.formats.forms import NoArrival

SCHOOL_DAYS = 25
"""Enough for the deadline of a move within Scotland, and for the alarm to climb twice."""


def never_arrives(stage: Stage) -> None:
    """Play five school weeks of silence, and what the hub has done about it."""
    tell, schools = stage.tell, stage.schools
    old, new = schools.choose(2)
    child = stage.child()
    since = stage.hub.school_days_ago(SCHOOL_DAYS, at=new)
    tell.given(
        f"{child} left {old} ({old.authority_name}) for {new} ({new.authority_name}) on {_day(since)}. "
        "The demo cannot wait so long: it tells this one departure under that day, past the API, and runs "
        "the hub's sweeps for each day since. All else goes through the running hub."
    )
    told = stage.hub.live_through(since, old, departure(child, on=since, to=new))
    tell.then(
        "The hub took the departure on that day; nobody has said anything since.",
        seen=told.state,
        wanted="accepted",
    )
    joiner = schools.joiner(new, child).id
    _alarmed(stage, new, joiner)
    _climbed(stage, new, joiner)
    _told_sender(stage, old, told.message)
    _late_answer(stage, old=old, new=new, joiner=joiner, leaver=told.leaver)


def _alarmed(stage: Stage, new: School, joiner: str) -> None:
    asked = stage.schools.asked(new, joiner)
    stage.tell.when(f"The office of {new} looks at its worklist today.")
    stage.tell.then(
        "It was to answer; the day after the deadline the hub raised the alarm, by itself and once:",
        seen=[each["kind"] for each in asked],
        wanted=["alarm"],
    )
    stage.tell.show(f"{_day_of(each)}: {each['says']}" for each in asked)
    reminders = stage.hub.reminders(about=joiner)
    stage.tell.then(
        "It had been reminded once, in good time; the alarm took the reminder's place.",
        seen=[day < date.fromisoformat(asked[0]["asked_at"][:10]) for day in reminders],
        wanted=[True],
    )


def _told_sender(stage: Stage, old: School, message: str) -> None:
    stage.tell.when(f"{old} empties its mailbox.")
    reports = [each.said for each in stage.schools.take_in(old, "report")]
    stage.tell.then(
        "A report lies there: what it sent was not collected in time. It waits on; nothing is deleted.",
        seen=[each["code"] for each in reports if each["about"] == message],
        wanted=["message-expired"],
    )


def _climbed(stage: Stage, new: School, joiner: str) -> None:
    stage.tell.when("Nobody acted for five school days, and then for another five.")
    stage.tell.then(
        f"The alarm has climbed past {new.authority_name}'s S2S co-ordinator to its co-ordinator for "
        "children missing from education, who is asked to look for the child.",
        seen=stage.hub.co_ordinators_asked(new.authority, about=joiner),
        wanted=("cme_coordinator",),
    )


def _late_answer(stage: Stage, *, old: School, new: School, joiner: str, leaver: str) -> None:
    tell, schools = stage.tell, stage.schools
    tell.when(f"{new} answers at last: the child is not here.")
    answer = schools.say(new, NoArrival(joiner=joiner, note="Nobody came."))
    tell.then(
        "The hub answers: accepted. It asks the school nothing more.",
        seen=(answer.state, schools.asked(new, joiner)),
        wanted=("accepted", ()),
    )
    tell.when("The next notice run comes. (The demo runs it now.)")
    stage.hub.notice_run()
    seen = schools.leaver(old, leaver)
    tell.then(
        f"{old} reads `overdue`, and is asked to find out where the child is. The alarm ends when somebody "
        "has found the child, and not before.",
        seen=(seen.standing, "alarm" in seen.asked),
        wanted=("overdue", True),
    )


def _day_of(asked: Shown) -> str:
    return _day(date.fromisoformat(asked["asked_at"][:10]))


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"
