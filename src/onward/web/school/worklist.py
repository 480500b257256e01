"""What is asked of the school: each with what to do in one sentence, and the page on which to do it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Final

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from onward.foundation.clock import today_in_scotland
from onward.operations.reading.asked import Asked, export_asked, list_asked
from onward.operations.reading.asks import Ask
from onward.operations.reading.windows import Window
from onward.transfers.models import WorklistKind
from onward.web.components import Cell, Column, Pager, Row, Tag
from onward.web.given_out import given_out
from onward.web.paging import address, pager_of, place_in
from onward.web.rendering import render
from onward.web.school.joiners import PAGE
from onward.web.seat import PageRequest
from onward.web.wording import day

DO: Final[Mapping[WorklistKind, str]] = MappingProxyType(
    {
        WorklistKind.REASON_MISSING: "Say why the pupil left.",
        WorklistKind.DESTINATION_MISSING: "Ask the family where the pupil goes, and name the school.",
        WorklistKind.CONFIRMATION_DUE: "Say what became of the pupil, and how you know.",
        WorklistKind.RECORD_WANTED: "Send the pupil's record, with the documents that belong to it.",
        WorklistKind.REMINDER: "Confirm that the pupil has come, or say that the pupil is not here.",
        WorklistKind.ALARM: "Find out today whether the pupil is with you, and say so.",
        WorklistKind.NOT_COLLECTED: "Open what waits in your mailbox, and file it.",
        WorklistKind.EXPIRED: "Open what was not collected in time, and file it.",
    }
)
"""What to do, in one sentence."""
WHERE_DID_THEY_GO: Final = "Find out today where the pupil went, and say so."
"""The alarm as the school reads it that the pupil left: nobody is with it to be looked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WorklistPage:
    """What is asked, oldest first."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    pager: Pager


@require_safe
def worklist(request: PageRequest) -> HttpResponse:
    """Show what is asked of the school and not answered yet."""
    window = list_asked(place=place_in(request.GET, PAGE), by=request.seat.actor, now=request.now)
    page = worklist_page(window, today=today_in_scotland(request.now))
    return render(request, "school/worklist.html", page)


@require_safe
def export(request: PageRequest) -> StreamingHttpResponse:
    """Give the worklist out as CSV."""
    rows = export_asked(by=request.seat.actor, now=request.now)
    return given_out(request, "worklist", exported(rows))


def exported(rows: Sequence[Asked]) -> Iterator[tuple[str, ...]]:
    """Yield the headings, and one row for each thing asked."""
    yield ("What to do", "Pupil", "Asked on", "Answer by", "Reference")
    for each in rows:
        ask = each.ask
        due = ask.due_on.isoformat() if ask.due_on else ""
        yield (_what(ask), each.pupil, today_in_scotland(ask.opened_at).isoformat(), due, str(ask.id))


def worklist_page(window: Window[Asked], *, today: date) -> WorklistPage:
    """Return the worklist as its page shows it."""
    return WorklistPage(
        columns=[Column(text=each) for each in ("What to do", "Pupil", "Asked on", "Answer by")],
        rows=[_row(each, today) for each in window.rows],
        pager=pager_of(window, partial(address, "worklist")),
    )


def _what(ask: Ask) -> str:
    is_left = ask.kind is WorklistKind.ALARM and ask.leaver_id is not None
    return WHERE_DID_THEY_GO if is_left else DO[ask.kind]


def _row(asked: Asked, today: date) -> Row:
    ask = asked.ask
    is_late = ask.due_on is not None and ask.due_on < today
    tags = [Tag(text="Overdue", tone="urgent")] if is_late else []
    if ask.kind is WorklistKind.ALARM:
        tags.append(Tag(text="Alarm", tone="urgent"))
    return Row(
        cells=[
            Cell(text=_what(ask), href=_where(ask)),
            Cell(text=asked.pupil, tags=[Tag(text="Protected", tone="protected")] if ask.is_shielded else []),
            day(today_in_scotland(ask.opened_at)),
            Cell(text=day(ask.due_on) or "No day set", tags=tags),
        ],
        is_urgent=bool(tags),
    )


def _where(ask: Ask) -> str:
    if ask.delivery_id:
        return reverse("delivery", args=[ask.delivery_id])
    if ask.joiner_id:
        return reverse("joiner", args=[ask.joiner_id])
    return reverse("leaver", args=[ask.leaver_id]) if ask.leaver_id else ""
