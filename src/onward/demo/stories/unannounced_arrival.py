"""An unannounced arrival: the hub finds out from where, asks for the record, and tells nobody where to."""

from datetime import timedelta

from onward.demo.stories.children import Child
from onward.demo.stories.sayings import arrival, record
from onward.demo.stories.seen import School
from onward.demo.stories.stage import Stage


def unannounced_arrival(stage: Stage) -> None:
    """Play the enrolment of a child whose old school said nothing."""
    tell, schools = stage.tell, stage.schools
    old, new = schools.choose(2)
    child = stage.child()
    enrolled = schools.say(old, arrival(child, on=stage.today - timedelta(days=300)))
    tell.given(f"{child} has been on the roll of {old} ({old.authority_name}) since last year.")
    tell.when(f"{new} ({new.authority_name}) enrols the child. Nobody had said a word about it.")
    came = schools.say(new, arrival(child, on=stage.today))
    tell.then(
        "The hub answers: accepted. The candidate number says who it is. The joiner has `arrived`.",
        seen=(enrolled.state, came.state, schools.joiner(new, child).standing),
        wanted=("accepted", "accepted", "arrived"),
    )
    tell.then(
        f"{old} has heard nothing yet: an answer at once would tell when the child was found.",
        seen=schools.leavers_named(old, child),
        wanted=0,
    )
    leaver = _asked(stage, old, new, child)
    _answered(stage, old, new, child, leaver)


def _asked(stage: Stage, old: School, new: School, child: Child) -> str:
    tell = stage.tell
    tell.when("The next notice run comes. (The demo runs it now.)")
    stage.hub.notice_run()
    requests = [
        each.said
        for each in stage.schools.take_in(old, "request")
        if each.said["pupil"]["surname"] == child.surname
    ]
    tell.then(
        f"A request lies in the mailbox of {old}: send the record of this child, who is settled elsewhere.",
        seen=len(requests),
        wanted=1,
    )
    tell.then(
        "It does not say where the child is.",
        seen=new.seed in str(requests[0]) or new.name in str(requests[0]),
        wanted=False,
    )
    leaver: str = requests[0]["leaver"]
    seen = stage.schools.leaver(old, leaver)
    tell.then(
        f"The same stands on its worklist, and its leaver reads `settled`: {seen.notice}",
        seen=(seen.asked, seen.standing),
        wanted=(("record-wanted",), "settled"),
    )
    return leaver


def _answered(stage: Stage, old: School, new: School, child: Child, leaver: str) -> None:
    tell, schools = stage.tell, stage.schools
    tell.when(f"{old} sends the record for the leaver that the request names.")
    sent = schools.say(old, record(leaver))
    tell.then(
        "The hub answers: accepted, and asks nothing more.",
        seen=(sent.state, schools.leaver(old, leaver).asked),
        wanted=("accepted", ()),
    )
    taken = schools.take_in(new, "record", about=schools.joiner(new, child).id)
    tell.then(f"{new} has the record and files it.", seen=len(taken), wanted=1)
    tell.then(
        f"{old} sees that its message was accepted, and no receipt: it never named the place.",
        seen=schools.leaver(old, leaver).receipts,
        wanted=(),
    )
