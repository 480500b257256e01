"""What the pages of the mailbox show. Made of rows; it asks the database nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from django.urls import reverse

from onward.messaging.contents import Content
from onward.messaging.workflow import IN_HAND, WAITING, DeliveryState
from onward.operations.reading.post import SHOWN, OpenedPost, Post, PostBox
from onward.web.components import Cell, Column, Fact, Link, Pager, Row, Tag
from onward.web.paging import address, pager_of
from onward.web.school.mailbox_content import Part, parts_of
from onward.web.school.mailbox_words import KINDS, TAGS
from onward.web.wording import day, moment

_TITLES: Final = {
    DeliveryState.AVAILABLE: "New",
    DeliveryState.EXPIRED: "Not collected in time",
    DeliveryState.COLLECTED: "Collected",
    DeliveryState.ACKNOWLEDGED: "Acknowledged",
    DeliveryState.FILED: "Filed",
}
_EMPTY: Final = {
    DeliveryState.AVAILABLE: "Nothing new waits for you. Records come here when an old school sends them.",
    DeliveryState.EXPIRED: "Everything was collected in time.",
    DeliveryState.COLLECTED: "Nothing is opened and not yet acknowledged or filed.",
    DeliveryState.ACKNOWLEDGED: "Nothing is acknowledged and not yet filed.",
    DeliveryState.FILED: "Nothing has been filed yet. File a record once it is in your own system.",
}
_STEPS: Final = {
    DeliveryState.AVAILABLE: ("collect",),
    DeliveryState.EXPIRED: ("collect",),
    DeliveryState.COLLECTED: ("file", "acknowledge"),
    DeliveryState.ACKNOWLEDGED: ("file",),
    DeliveryState.FILED: (),
}
STEP_TEXTS: Final = {"collect": "Open those chosen", "acknowledge": "Acknowledge", "file": "File"}
_HEADINGS: Final = (
    *("Message", "Pupil", "From", "Came", "Collect by"),
    *("Collected", "Acknowledged", "Filed", "Reference"),
)
_AS_FILE: Final = frozenset({"departure", "record"})


@dataclass(frozen=True, kw_only=True, slots=True)
class MailboxPage:
    """The messages in one state, and what can be done with those chosen."""

    states: Sequence[Link]
    state: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    pager: Pager
    export: str
    steps: Sequence[tuple[str, str]]
    empty: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryPage:
    """One message. `parts` and what can be fetched are there once it was collected."""

    id: UUID
    title: str
    back: Sequence[Link]
    tag: Tag
    about: str
    facts: Sequence[Fact]
    is_closed: bool
    is_in_hand: bool
    can_acknowledge: bool
    parts: Sequence[Part]
    files: Sequence[Link]


def mailbox_page(box: PostBox, *, state: DeliveryState) -> MailboxPage:
    """Return the mailbox as its page shows it."""
    rows = box.window.rows
    return MailboxPage(
        states=[
            Link(
                text=_TITLES[each],
                href=address("mailbox", state=each),
                is_current=each is state,
                count=box.counts[each],
            )
            for each in SHOWN
        ],
        state=state.value,
        caption=f"Messages: {_TITLES[state].lower()}",
        columns=[Column(text=each) for each in ("Message", "From", "Came", _last_column(state))],
        rows=[_row(each) for each in rows],
        pager=pager_of(box.window, partial(address, "mailbox", state=state)),
        export=address("export_mailbox", state=state),
        steps=[(each, STEP_TEXTS[each]) for each in _STEPS[state]] if rows else [],
        empty=_EMPTY[state],
    )


def delivery_page(opened: OpenedPost) -> DeliveryPage:
    """Return one message as its page shows it."""
    post, row, content = opened.post, opened.post.delivery, opened.content
    return DeliveryPage(
        id=row.id,
        title=KINDS[row.kind].title,
        back=[Link(text="Home", href=reverse("home")), Link(text="Mailbox", href=reverse("mailbox"))],
        tag=TAGS[row.state],
        about=KINDS[row.kind].text,
        facts=list(_facts(post)),
        is_closed=row.state in WAITING,
        is_in_hand=row.state in IN_HAND,
        can_acknowledge=row.state is DeliveryState.COLLECTED,
        parts=parts_of(content.content) if content else [],
        files=_files(row.id, row.kind, content) if content else [],
    )


def exported(rows: Sequence[Post]) -> Iterator[tuple[str, ...]]:
    """Yield the headings, and one row a message."""
    yield (
        "Message",
        "Pupil",
        "From",
        "Came",
        "Collect by",
        "Collected",
        "Acknowledged",
        "Filed",
        "Reference",
    )
    for each in rows:
        row = each.delivery
        stamps = (row.collected_at, row.acknowledged_at, row.filed_at)
        yield (
            KINDS[row.kind].title,
            each.pupil,
            each.sender or "The hub",
            moment(row.available_at),
            row.expires_on.isoformat(),
            *(moment(at) for at in stamps),
            str(row.id),
        )


def _last_column(state: DeliveryState) -> str:
    return "Collect by" if state in WAITING else "Collected"


def _row(post: Post) -> Row:
    row = post.delivery
    waits = row.state in WAITING
    tags = [Tag(text="Protected", tone="protected")] if row.is_shielded else []
    if row.state is DeliveryState.EXPIRED:
        tags.append(TAGS[row.state])
    return Row(
        cells=[
            Cell(text=_named(post), href=reverse("delivery", args=[row.id]), tags=tags),
            post.sender or "The hub",
            moment(row.available_at),
            day(row.expires_on) if waits else moment(row.collected_at),
        ],
        key=str(row.id),
        is_urgent=row.state is DeliveryState.EXPIRED,
    )


def _named(post: Post) -> str:
    title = KINDS[post.delivery.kind].title
    return f"{title}: {post.pupil}" if post.pupil else title


def _facts(post: Post) -> list[Fact]:
    row = post.delivery
    facts = [
        Fact(key="From", values=[post.sender or "The hub"]),
        Fact(key="Came", values=[moment(row.available_at)]),
    ]
    if post.pupil and post.joiner_id:
        see = Link(text="See the pupil", href=reverse("joiner", args=[post.joiner_id]))
        facts.insert(0, Fact(key="Pupil", values=[post.pupil], change=see))
    if row.state in WAITING:
        facts.append(Fact(key="Collect by", values=[day(row.expires_on)]))
    stamps = (("Collected", row.collected_at), ("Acknowledged", row.acknowledged_at), ("Filed", row.filed_at))
    return facts + [Fact(key=word, values=[moment(at)]) for word, at in stamps if at]


def _files(delivery_id: UUID, kind: str, content: Content) -> list[Link]:
    files = [Link(text="The message (JSON)", href=reverse("delivery_content", args=[delivery_id]))]
    if kind in _AS_FILE:
        files.append(
            Link(text="As a Common Transfer File", href=reverse("delivery_as_file", args=[delivery_id]))
        )
    for each in content.documents:
        size = max(each.size // 1024, 1)
        files.append(
            Link(
                text=f"{each.file_name} ({size:,} KB)",
                href=reverse("delivery_document", args=[delivery_id, each.id]),
            )
        )
    return files
