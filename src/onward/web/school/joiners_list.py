"""What the list of pupils who come shows. Made of rows; it asks the database nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from django.urls import reverse

from onward.operations.reading.joiners import JoinerSeen
from onward.operations.reading.newcomers import Group, Newcomers
from onward.transfers.journey import Stated
from onward.transfers.workflow import JoinerStanding
from onward.web.components import Cell, Column, Link, Pager, Row, Tag
from onward.web.paging import address, pager_of
from onward.web.school.joiners_held import HeldNotice, held_notice
from onward.web.wording import day

TITLES: Final = {
    Group.EXPECTED: "Expected",
    Group.OVERDUE: "Overdue",
    Group.ARRIVED: "Arrived",
    Group.NOT_HERE: "Not here",
    Group.CANCELLED: "No longer coming",
}
_CAPTIONS: Final = {
    Group.EXPECTED: "Pupils whom we expect, overdue first",
    Group.OVERDUE: "Pupils about whom an answer is overdue",
    Group.ARRIVED: "Pupils who have come, newest first",
    Group.NOT_HERE: "Pupils who are not here, as we said",
    Group.CANCELLED: "Pupils who go elsewhere or stay where they were",
}
_EMPTY: Final = {
    Group.EXPECTED: (
        "Nobody is expected",
        "When a school says that a pupil comes to you, the pupil stands here.",
    ),
    Group.OVERDUE: ("Nothing is overdue", "Every pupil whom you expect still has time to come."),
    Group.ARRIVED: ("Nobody has come yet", "Pupils stand here once you have confirmed that they came."),
    Group.NOT_HERE: ("Nobody", "Pupils stand here of whom you said that they are not with you."),
    Group.CANCELLED: ("Nobody", "Pupils stand here whose old school has named another place since."),
}
ASKED: Final = frozenset({Group.EXPECTED, Group.OVERDUE})
STAGES: Final = (*(f"P{each}" for each in range(1, 8)), *(f"S{each}" for each in range(1, 7)), "SP", "AD")


@dataclass(frozen=True, kw_only=True, slots=True)
class JoinersPage:
    """The list, with what narrows it, and what can be done with those chosen."""

    held: HeldNotice | None
    groups: Sequence[Link]
    stages: Sequence[tuple[str, str]]
    stage: str
    group: str
    chips: Sequence[Link]
    clear: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    pager: Pager
    export: str
    can_confirm: bool
    empty_title: str
    empty_text: str
    empty_action: Link | None


def joiners_page(found: Newcomers, *, group: Group, stage: str, today: date) -> JoinersPage:
    """Return the list as its page shows it."""
    title, text = _EMPTY[group]
    narrowed = {"stage": stage} if stage else {}
    whole = address("joiners", group=group)
    return JoinersPage(
        held=held_notice(found.held),
        groups=[
            Link(
                text=TITLES[each],
                href=address("joiners", group=each, **narrowed),
                is_current=each is group,
                count=found.counts[each],
            )
            for each in Group
        ],
        stages=[("", "All stages"), *((each, each) for each in STAGES)],
        stage=stage,
        group=group.value,
        chips=[Link(text=f"Stage {stage}", href=whole)] if stage else [],
        clear=whole if stage else "",
        caption=_CAPTIONS[group],
        columns=_columns(group),
        rows=[_row(each, group=group, today=today) for each in found.window.rows],
        pager=pager_of(found.window, partial(address, "joiners", group=group, **narrowed)),
        export=address("export_joiners", group=group, **narrowed),
        can_confirm=group in ASKED and bool(found.window.rows),
        empty_title=f"{title} in stage {stage}" if stage else title,
        empty_text=text,
        empty_action=Link(text="Tell us who came unannounced", href=reverse("new_joiner"))
        if group is Group.EXPECTED
        else None,
    )


def name_of(pupil: Stated) -> str:
    """Return a pupil's name as lists have it."""
    return f"{pupil.surname}, {pupil.forename}"


def tags_of(joiner: JoinerSeen, *, today: date) -> list[Tag]:
    """Return what has to be seen at once about a pupil who comes."""
    tags = []
    if joiner.standing is JoinerStanding.EXPECTED and joiner.due_on and joiner.due_on < today:
        tags.append(Tag(text="Overdue", tone="urgent"))
    if joiner.is_shielded:
        tags.append(Tag(text="Protected", tone="protected"))
    return tags


def _columns(group: Group) -> list[Column]:
    named = ("Pupil", "Stage", "Expected from")
    last = {Group.ARRIVED: ("Came on",)}.get(
        group, ("Answer by", "What you can do") if group in ASKED else ()
    )
    return [Column(text=each) for each in (*named, *last)]


def _row(joiner: JoinerSeen, *, group: Group, today: date) -> Row:
    tags = tags_of(joiner, today=today)
    cells: list[Cell | str] = [
        Cell(
            text=name_of(joiner.pupil),
            href=reverse("joiner", args=[joiner.id]),
            hint=f"Born {day(joiner.pupil.born)}",
            tags=[each for each in tags if each.text == "Protected"],
        ),
        joiner.pupil.stage or "Not stated",
        day(joiner.expected_from),
    ]
    if group is Group.ARRIVED:
        cells.append(day(joiner.arrived_on))
    if group in ASKED:
        cells.append(
            Cell(
                text=day(joiner.due_on) or "No day set",
                tags=[each for each in tags if each.text == "Overdue"],
            )
        )
        cells.append(Cell(text="Confirm arrival", href=address("confirm_joiners", pupil=str(joiner.id))))
    return Row(cells=cells, key=str(joiner.id), is_urgent=any(each.tone == "urgent" for each in tags))
