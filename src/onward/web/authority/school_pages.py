"""How an authority's schools are shown: what hangs, and when each was last heard of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.urls import reverse

from onward.access.acting import ActingSystem
from onward.foundation.clock import today_in_scotland
from onward.operations.reading.schools import SchoolSeen, SchoolWhole, WaitingMail
from onward.transfers.workflow import LeaverStanding
from onward.web.components import Cell, Column, Count, Fact, Link, Row, Tag, Tone
from onward.web.list_filters import with_query
from onward.web.wording import count_of, day, moment

_NUMBERS: Final = ("Not collected", "Not filed", "Overdue arrivals", "Reasons missing")
COLUMNS: Final = (
    Column(text="School"),
    Column(text="Last heard of"),
    *(Column(text=text, is_number=True) for text in _NUMBERS),
)
CLOSED_COLUMNS: Final = (
    Column(text="School"),
    Column(text="Closed on"),
    Column(text="Its mail goes to"),
    Column(text="Went on", is_number=True),
    Column(text="Still waits", is_number=True),
)
MAIL_COLUMNS: Final = (Column(text="What"), Column(text="Waiting since"), Column(text="State"))
_MAIL: Final = {"departure": "Departure", "record": "Record", "report": "Report"}


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolsPage:
    """The authority's schools in two tables: those that need attention, and all others."""

    attention: Sequence[Row]
    others: Sequence[Row]
    closed: Link
    columns: Sequence[Column] = COLUMNS


@dataclass(frozen=True, kw_only=True, slots=True)
class SchoolPage:
    """One school."""

    name: str
    warning: str
    counts: Sequence[Count]
    facts: Sequence[Fact]
    mail: Sequence[Row]
    back: Link
    columns: Sequence[Column] = MAIL_COLUMNS


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedPage:
    """Closed schools, and where their mail goes."""

    rows: Sequence[Row]
    back: Link
    unplaced: Link
    columns: Sequence[Column] = CLOSED_COLUMNS


def schools_page(schools: Sequence[SchoolSeen], now: datetime) -> SchoolsPage:
    """Return the page of all schools; closed ones have a page of their own."""
    here = [each for each in schools if not each.is_closed]
    closed = len(schools) - len(here)
    return SchoolsPage(
        attention=[_row(each, now) for each in here if _needs_attention(each)],
        others=[_row(each, now) for each in here if not _needs_attention(each)],
        closed=Link(text=f"Mail of closed schools ({closed:,})", href=reverse("authority_closed_schools")),
    )


def school_page(whole: SchoolWhole, now: datetime) -> SchoolPage:
    """Return the page of one school."""
    return SchoolPage(
        name=whole.seen.school.name,
        warning=_warning(whole.seen, now),
        counts=_counts(whole.seen, whole.alarms),
        facts=_facts(whole),
        mail=[_mail_row(each) for each in whole.mail],
        back=Link(text="Schools", href=reverse("authority_schools")),
    )


def closed_page(schools: Sequence[SchoolSeen], gone_on: Mapping[int, int]) -> ClosedPage:
    """Return the page of closed schools, the last to close first."""
    closed = [each for each in schools if each.is_closed]
    closed.sort(key=lambda each: (each.school.closed_on or date.min, each.school.id), reverse=True)
    return ClosedPage(
        rows=[_closed_row(each, gone_on) for each in closed],
        back=Link(text="Schools", href=reverse("authority_schools")),
        unplaced=Link(
            text="Pupils who need a destination",
            href=f"{reverse('authority_out')}?standing={LeaverStanding.NEEDS_DESTINATION}",
        ),
    )


def _needs_attention(each: SchoolSeen) -> bool:
    return each.is_silent or each.does_not_collect


def _row(each: SchoolSeen, now: datetime) -> Row:
    tags = []
    if each.is_silent:
        tags.append(Tag(text="Does not report", tone="urgent"))
    if each.does_not_collect:
        tags.append(Tag(text="Does not collect", tone="urgent"))
    return Row(
        cells=[
            Cell(text=each.school.name, href=_address(each), hint=each.school.type.value, tags=tags),
            Cell(text=_last_heard(each, now), hint=", ".join(system.name for system in each.systems)),
            f"{each.hanging.uncollected:,}",
            f"{each.hanging.unfiled:,}",
            f"{each.hanging.overdue:,}",
            f"{each.hanging.no_reason:,}",
        ]
    )


def _closed_row(each: SchoolSeen, gone_on: Mapping[int, int]) -> Row:
    successor = each.successor.name if each.successor else "The national service: no school took over"
    return Row(
        cells=[
            Cell(text=each.school.name, href=_address(each), hint=each.school.type.value),
            day(each.school.closed_on),
            successor,
            f"{gone_on.get(each.school.id, 0):,}",
            f"{each.hanging.uncollected:,}",
        ]
    )


def _mail_row(each: WaitingMail) -> Row:
    state = Tag(text="Not collected in time", tone="urgent") if each.is_expired else Tag(text="Waiting")
    return Row(cells=[_MAIL.get(each.kind, "Message"), moment(each.available_at), Cell(tags=[state])])


def _address(each: SchoolSeen) -> str:
    return reverse("authority_school", args=[each.school.id])


def _heard_at(each: SchoolSeen) -> datetime | None:
    return max((at for at in (each.last_message_at, each.last_token_at) if at), default=None)


def _last_heard(each: SchoolSeen, now: datetime) -> str:
    heard_at = _heard_at(each)
    if heard_at is None:
        return "Never"
    days = (today_in_scotland(now) - today_in_scotland(heard_at)).days
    return f"{count_of(days, 'day')} ago" if days > 1 else ("Yesterday" if days == 1 else "Today")


def _warning(found: SchoolSeen, now: datetime) -> str:
    """Say what is wrong and what to do; nothing wrong: empty."""
    if found.is_closed:
        to = found.successor.name if found.successor else "the national service"
        return f"This school closed on {day(found.school.closed_on)}. Its mail goes to {to}."
    silent = f"It was last heard of: {_last_heard(found, now).lower()}; ask whether its system is connected."
    late = (
        f"{count_of(found.hanging.expired, 'message')} not collected in time; ask it to collect what waits."
    )
    wrong = [text for text, is_so in ((silent, found.is_silent), (late, found.does_not_collect)) if is_so]
    return " ".join(["Telephone the school.", *wrong]) if wrong else ""


def _counts(found: SchoolSeen, alarms: int) -> list[Count]:
    school, hanging = str(found.school.id), found.hanging
    overdue = with_query("authority_in", {"school": school, "standing": "overdue"})
    no_reason = with_query("authority_out", {"school": school, "missing": "reason"})
    open_alarms = with_query("authority_alarms", {"school": school})
    return [
        Count(number=alarms, text="Alarms", href=open_alarms, tone=_tone(alarms)),
        Count(number=hanging.overdue, text="Overdue arrivals", href=overdue, tone=_tone(hanging.overdue)),
        Count(
            number=hanging.no_reason, text="Reasons missing", href=no_reason, tone=_tone(hanging.no_reason)
        ),
        Count(number=hanging.uncollected, text="Not collected", href="#mail", tone=_tone(hanging.expired)),
    ]


def _tone(number: int) -> Tone:
    return "urgent" if number else "neutral"


def _last_let_in(system: ActingSystem) -> str:
    if system.last_used_at is None:
        return "never let in yet"
    return f"last let in on {moment(system.last_used_at)}"


def _facts(whole: SchoolWhole) -> list[Fact]:
    found = whole.seen
    systems = [f"{each.name}, {each.supplier}: {_last_let_in(each)}" for each in found.systems]
    return [
        Fact(key="SEED code and type", values=[found.school.key]),
        Fact(key="Telephone", values=[whole.phone or "None listed"]),
        Fact(key="E-mail", values=[whole.email or "None listed"]),
        Fact(key="Last message", values=[moment(found.last_message_at) or "None yet"]),
        Fact(key="Systems that act for it", values=systems or ["None"]),
        Fact(key="Collected, but not filed yet", values=[f"{found.hanging.unfiled:,}"]),
    ]
