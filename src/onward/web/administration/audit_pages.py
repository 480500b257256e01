"""What the pages about the audit show: identifiers and codes, never a name or a reason."""

from collections.abc import Iterator, Sequence

from django.urls import reverse

from onward.audit.newest_seal import NewestSeal
from onward.directory.register import Register
from onward.operations.reading.audit import EntriesSeen, EntrySeen
from onward.web.administration.audit_forms import AuditForm
from onward.web.components import Cell, Fact, Pager, Row, Tag
from onward.web.plain_pages import Listing, PlainPage, asked, columns
from onward.web.wording import count_of, moment

AT_ONCE = 50
SOUND = Tag(text="Sound", tone="good")
NOT_SOUND = Tag(text="Not sound", tone="urgent")


def audit_page(
    form: AuditForm,
    found: EntriesSeen | None,
    seal: NewestSeal | None,
    *,
    register: Register,
    query: str,
    at_start: bool,
) -> PlainPage:
    """Return the search with what it found; without entries, the form whose faults are to be mended."""
    return PlainPage(
        title="Audit",
        lead="Who did what, to what, when and through which door. Entries name identifiers, never people.",
        facts=seal_facts(seal),
        asked=asked(form, "Search"),
        clear=reverse("audit"),
        listings=[_listing(found, register, query, at_start=at_start)] if found else [],
    )


def exported_entries(found: EntriesSeen, register: Register) -> Iterator[tuple[str, ...]]:
    """Yield the headings, and one row an entry."""
    yield ("At", "What", "Kind", "To what", "Actor", "By", "Door", "Organisation", "Entry")
    for row in found.rows:
        yield (
            row.at.isoformat(),
            row.act,
            row.subject_kind,
            row.subject_id,
            row.actor_kind,
            row.actor_id,
            row.door,
            _organisation(row, register),
            str(row.id),
        )


def seal_facts(seal: NewestSeal | None) -> list[Fact]:
    """Return the facts of the newest seal."""
    if seal is None:
        return [Fact(key="Newest seal", values=["Nothing was sealed yet"])]
    return [
        Fact(
            key="Newest seal",
            values=[f"Number {seal.number:,}, {moment(seal.sealed_at)}", _entries(seal.entries)],
            tags=[SOUND if seal.is_sound else NOT_SOUND],
        ),
        Fact(key="Head", values=[seal.head]),
        Fact(key="Waiting for a seal", values=[_entries(seal.waiting)]),
    ]


def _listing(found: EntriesSeen, register: Register, query: str, *, at_start: bool) -> Listing:
    address = reverse("audit")
    last = found.rows[-1].id if found.rows else None
    joined = f"{query}&" if query else ""
    return Listing(
        caption="Entries",
        columns=columns("When", "What", "To what", "By", "Organisation", "Proof"),
        rows=[_entry(each, register) for each in found.rows],
        file="audit",
        query=query,
        empty_title="Nothing was found",
        empty_text="Try a longer time, or leave something out.",
        pager=Pager(
            text=f"Showing {_entries(len(found.rows))}, the newest first",
            newer="" if at_start else f"{address}?{query}",
            newer_text="From the newest",
            older=f"{address}?{joined}after={last}" if found.has_more else "",
        ),
    )


def _entries(number: int) -> str:
    return count_of(number, "entry", "entries")


def _entry(row: EntrySeen, register: Register) -> Row:
    proof = reverse("audit_proof", args=[row.id])
    return Row(
        cells=[
            moment(row.at),
            row.act,
            Cell(text=row.subject_kind, hint=row.subject_id),
            Cell(text=f"{row.actor_kind}, through {row.door}", hint=row.actor_id),
            _organisation(row, register),
            Cell(text="Download proof", href=proof),
        ]
    )


def _organisation(row: EntrySeen, register: Register) -> str:
    school = register.by_id.get(row.school_id or 0)
    authority = register.authorities.get(row.authority_id or "", "")
    parts: Sequence[str] = (school.name if school else "", authority)
    return ", ".join(each for each in parts if each)
