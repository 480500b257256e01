"""A family that fled: the old school learns nothing, and what it reads is what it reads of everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from onward.demo.stories.children import Child
from onward.demo.stories.sayings import arrival, departure, record
from onward.demo.stories.seen import School
from onward.demo.stories.stage import Stage
from onward.formats.forms import Protection

UNKNOWN = "05"
_WHO_AND_WHICH: Final = frozenset(
    {"id", "pupil", "reference", "leaver", "key", "sha256", "size", "accepted_at", "asked_at"}
)
"""What differs between any two children: names, identifiers, and the second in which each was sent."""
_WHEN_IT_SPOKE: Final = frozenset({"changed_at"})
"""Until the notice run this is the second in which the old school itself said that the child left."""


@dataclass(frozen=True, kw_only=True)
class _Gone:
    child: Child
    protection: Protection
    leaver: str


def family_that_fled(stage: Stage) -> None:
    """Play two children side by side: one has fled, the other has merely moved."""
    tell, schools = stage.tell, stage.schools
    old, new = schools.choose(2)
    fled, moved = stage.child(), stage.child()
    tell.given(
        f"The family of {fled} has fled from {old.authority_name}; nobody there may learn where to. On the "
        f"same day {moved} has moved, and that is no secret. Neither said where to."
    )
    gone = _leave(stage, old, ((fled, Protection.PROTECTED), (moved, Protection.NOT_PROTECTED)))
    _arrive(stage, new, gone)
    _compare(
        stage, old, gone, "Both are found. Of both the old school still reads the same.", but=_WHEN_IT_SPOKE
    )
    tell.when("The next notice run comes. (The demo runs it now.)")
    stage.hub.notice_run()
    seen = schools.leaver(old, gone[0].leaver)
    tell.then(f"Of the child who fled it reads: {seen.notice}", seen=seen.standing, wanted="settled")
    _compare(stage, old, gone, "Of the other child it reads the same words, told in the same run.")
    _send_records(stage, old, new, gone)


def _leave(stage: Stage, old: School, children: Sequence[tuple[Child, Protection]]) -> tuple[_Gone, ...]:
    stage.tell.when(f"{old} tells the hub that both left, reason 05; the first under protection.")
    gone = []
    answers = set()
    for child, protection in children:
        said = departure(child, on=stage.today, reason=UNKNOWN, protection=protection)
        told = stage.schools.say(old, said)
        answers.add((told.state, told.told))
        gone.append(_Gone(child=child, protection=protection, leaver=told.leaver))
    stage.tell.then(
        "The hub answers: accepted, and warns that no destination is named. Both answers are alike.",
        seen=answers,
        wanted={("accepted", ("destination-not-named",))},
    )
    return tuple(gone)


def _arrive(stage: Stage, new: School, gone: Sequence[_Gone]) -> None:
    stage.tell.when(f"{new} ({new.authority_name}) enrols both; nobody had announced them.")
    for each in gone:
        stage.schools.say(new, arrival(each.child, on=stage.today, protection=each.protection))
    stage.tell.then(
        "The hub answers: accepted. It knows both by their numbers, and both have `arrived`.",
        seen=[stage.schools.joiner(new, each.child).standing for each in gone],
        wanted=["arrived", "arrived"],
    )


def _compare(
    stage: Stage, old: School, gone: Sequence[_Gone], text: str, *, but: frozenset[str] = frozenset()
) -> None:
    without = _WHO_AND_WHICH | but
    one, other = (_faceless(stage.schools.leaver(old, each.leaver).shown, without) for each in gone)
    stage.tell.then(f"{text} (Compared field by field.)", seen=one, wanted=other)


def _send_records(stage: Stage, old: School, new: School, gone: Sequence[_Gone]) -> None:
    tell, schools = stage.tell, stage.schools
    tell.when(f"{old} sends the records of both; it need not know where to.")
    answers = [schools.say(old, record(each.leaver)) for each in gone]
    tell.then(
        "The hub answers: accepted, twice.",
        seen=[(each.state, each.told) for each in answers],
        wanted=[("accepted", ())] * 2,
    )
    _compare(stage, old, gone, "No receipt comes back for either.")
    joiners = [schools.joiner(new, each.child).id for each in gone]
    tell.then(
        f"One record lies in {new}'s mailbox. The other waits at the centre, whose named contacts carry it.",
        seen=[len(schools.take_in(new, "record", about=each)) for each in joiners],
        wanted=[0, 1],
    )


def _faceless(shown: Any, without: frozenset[str]) -> Any:
    """Return what was shown, without some of its fields."""
    if isinstance(shown, Mapping):
        return {name: _faceless(each, without) for name, each in shown.items() if name not in without}
    return [_faceless(each, without) for each in shown] if isinstance(shown, list) else shown
