"""A school that closed: what waits there, and what is sent there later, goes to the school that took over."""

from onward.demo.stories.children import Child
from onward.demo.stories.sayings import departure, record
from onward.demo.stories.seen import School
from onward.demo.stories.stage import Stage


def closed_school(stage: Stage) -> None:
    """Play the closing of a school to which one child is on the way, and another one sets out later."""
    old, successor = stage.schools.choose(2)
    closing = stage.hub.school_to_close(beside=successor)
    stage.tell.given(
        f"{closing} ({closing.authority_name}) is about to close. (The demo has listed it for this story.)"
    )
    first, second = stage.child(), stage.child()
    leaver = _send_to_it(stage, old, closing, first)
    stage.tell.when(
        f"It closes. {successor} ({successor.authority_name}) takes over; an operator says so, as with "
        "./onward directory close."
    )
    stage.hub.close_school(closing, successor=successor)
    _find_at_successor(stage, successor, first)
    seen = stage.schools.leaver(old, leaver)
    stage.tell.then(
        f"{old} reads {successor} as the destination, and sees from there that both are filed.",
        seen=(seen.shown["destination"], seen.receipts),
        wanted=(successor.key, (("departure", successor.key, "filed"), ("record", successor.key, "filed"))),
    )
    _send_too_late(stage, old, closing, successor, second)


def _send_to_it(stage: Stage, old: School, closing: School, child: Child) -> str:
    stage.tell.when(f"{old} tells the hub that {child} leaves for it, and sends the record.")
    told = stage.schools.say(old, departure(child, on=stage.today, to=closing))
    sent = stage.schools.say(old, record(told.leaver))
    stage.tell.then(
        "The hub answers: accepted, twice. No receipt comes: nobody empties that mailbox any more.",
        seen=(told.state, sent.state, stage.schools.leaver(old, told.leaver).receipts),
        wanted=("accepted", "accepted", ()),
    )
    return told.leaver


def _find_at_successor(stage: Stage, successor: School, child: Child) -> None:
    joiner = stage.schools.joiner(successor, child)
    stage.tell.then(f"{successor} expects the child.", seen=joiner.standing, wanted="expected")
    stage.tell.when(f"{successor} empties its mailbox.")
    taken = [
        message
        for kind in ("departure", "record")
        for message in stage.schools.take_in(successor, kind, about=joiner.id)
    ]
    stage.tell.then(
        "Both messages are there: nothing is left sitting at the closed school.",
        seen=[each.kind for each in taken],
        wanted=["departure", "record"],
    )


def _send_too_late(stage: Stage, old: School, closed: School, successor: School, child: Child) -> None:
    stage.tell.when(f"{old}, whose list is out of date, tells the hub that {child} leaves for {closed} too.")
    told = stage.schools.say(old, departure(child, on=stage.today, to=closed))
    stage.tell.then(
        "The hub answers: accepted, with a warning: that school has closed, and its successor takes over.",
        seen=(told.state, told.told),
        wanted=("accepted", ("school-rerouted",)),
    )
    stage.tell.then(
        f"{successor} expects this child as well.",
        seen=stage.schools.joiner(successor, child).standing,
        wanted="expected",
    )
