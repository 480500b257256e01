"""A quiet move: a pupil changes school, the record follows, and both sides know how far it is."""

from dataclasses import dataclass

from onward.demo.stories.children import Child
from onward.demo.stories.sayings import arrival, departure, record
from onward.demo.stories.seen import School
from onward.demo.stories.stage import Stage

PROFILE = b"%PDF-1.7\n% The full profile record of an invented pupil.\n%%EOF\n"


@dataclass(frozen=True, kw_only=True)
class _Move:
    child: Child
    old: School
    new: School


def quiet_move(stage: Stage) -> None:
    """Play the move of one pupil, from the departure to the neutral notice."""
    old, new = stage.schools.choose(2)
    move = _Move(child=stage.child(), old=old, new=new)
    stage.tell.given(f"{move.child} is a pupil of {old} ({old.authority_name}) and will move to {new}.")
    leaver, document = _leave(stage, move)
    joiner = _take_in(stage, move, document)
    stage.tell.then(
        f"{old} sees the receipts of both: filed.",
        seen=stage.schools.leaver(old, leaver).receipts,
        wanted=(("departure", new.key, "filed"), ("record", new.key, "filed")),
    )
    _arrive(stage, move, joiner)
    _learn_the_end(stage, move, leaver)


def _leave(stage: Stage, move: _Move) -> tuple[str, str]:
    tell, schools, old = stage.tell, stage.schools, move.old
    tell.when(f"{old} tells the hub that {move.child.forename} leaves today for {move.new}, reason 01.")
    told = schools.say(old, departure(move.child, on=stage.today, to=move.new))
    tell.then(
        "The hub answers: accepted. It is on disk, with all effects. The old school's leaver is `awaited`.",
        seen=(told.state, schools.leaver(old, told.leaver).standing),
        wanted=("accepted", "awaited"),
    )
    tell.when("It uploads the profile record, a PDF, and sends the record to which that belongs.")
    document = schools.upload(old, name="profile.pdf", content=PROFILE)
    sent = schools.say(old, record(told.leaver, documents=[document]))
    tell.then("The hub answers: accepted.", seen=(sent.state, sent.told), wanted=("accepted", ()))
    return told.leaver, document


def _take_in(stage: Stage, move: _Move, document: str) -> str:
    tell, schools, new = stage.tell, stage.schools, move.new
    joiner = schools.joiner(new, move.child)
    tell.then(
        f"{new} ({new.authority_name}) expects the child and is to answer by {joiner.due_on:%-d %B %Y}.",
        seen=joiner.standing,
        wanted="expected",
    )
    tell.when(f"The system of {new} empties its mailbox: it collects, acknowledges and files.")
    taken = [each for kind in ("departure", "record") for each in schools.take_in(new, kind, about=joiner.id)]
    tell.then(
        "It has the departure, the record, and the profile record byte for byte.",
        seen=([each.kind for each in taken], schools.fetch(new, document)),
        wanted=(["departure", "record"], PROFILE),
    )
    return joiner.id


def _arrive(stage: Stage, move: _Move, joiner: str) -> None:
    stage.tell.when(f"{move.new} says that {move.child.forename} came today.")
    came = stage.schools.say(move.new, arrival(move.child, on=stage.today, joiner=joiner))
    stage.tell.then(
        "The hub answers: accepted. The transfer is settled; the new school's joiner has `arrived`.",
        seen=(came.state, stage.schools.joiner(move.new, move.child).standing),
        wanted=("accepted", "arrived"),
    )


def _learn_the_end(stage: Stage, move: _Move, leaver: str) -> None:
    tell, schools, old = stage.tell, stage.schools, move.old
    tell.then(
        f"{old} still reads `awaited`: old schools learn of arrivals in notice runs only, all at once.",
        seen=schools.leaver(old, leaver).standing,
        wanted="awaited",
    )
    tell.when("The next notice run comes. (The demo does not wait for its hour and runs it now.)")
    stage.hub.notice_run()
    seen = schools.leaver(old, leaver)
    tell.then(f"{old} reads `settled`: {seen.notice}", seen=seen.standing, wanted="settled")
