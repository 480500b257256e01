"""What an office reads of arrivals that it can still undo, and of those that the hub could not take in."""

from collections.abc import Sequence
from dataclasses import dataclass

from onward.operations.held_arrivals import Held
from onward.operations.reading.joiners import JoinerSeen
from onward.web.components import Link
from onward.web.paging import address
from onward.web.school.faults import words_of
from onward.web.wording import count_of, day, time_of


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldLine:
    """One pupil. `wrong` is why the hub could not take the arrival in; empty: it still can be undone."""

    id: str
    name: str
    text: str
    wrong: str
    again: Link


@dataclass(frozen=True, kw_only=True, slots=True)
class HeldNotice:
    """All of them. `kind` is how the notice looks; `undoes_all` is empty where there is only one."""

    kind: str
    title: str
    lines: Sequence[HeldLine]
    undoes_all: str


def held_notice(held: Sequence[tuple[JoinerSeen, Held]]) -> HeldNotice | None:
    """Return the notice; none, where nothing waits."""
    if not held:
        return None
    lines = [_line(*each) for each in held]
    is_wrong = any(each.wrong for each in lines)
    return HeldNotice(
        kind="warning" if is_wrong else "info",
        title="The hub could not take in an arrival" if is_wrong else _title(held),
        lines=lines,
        undoes_all=f"Undo all {len(lines)}" if len(lines) > 1 else "",
    )


def _title(held: Sequence[tuple[JoinerSeen, Held]]) -> str:
    last = max(each.goes_at for _, each in held)
    return f"{count_of(len(held), 'arrival')} recorded. You can undo until {time_of(last)}."


def _line(joiner: JoinerSeen, held: Held) -> HeldLine:
    return HeldLine(
        id=str(joiner.id),
        name=f"{joiner.pupil.forename} {joiner.pupil.surname}",
        text=f"came on {day(held.arrived_on)}",
        wrong=words_of(held.refused) if held.refused else "",
        again=Link(text="Say it again", href=address("confirm_joiners", pupil=str(joiner.id))),
    )
