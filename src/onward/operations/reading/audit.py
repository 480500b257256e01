"""Search the audit, and prove one entry of it, for those who may read it.

What tells of a protected child is left out by the sight of the nation. The reasons, which are free text,
and the details are not shown: they are in the proof of one entry, which is audited.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.audit.models import AuditEntry
from onward.audit.queries import EntryQuerySet
from onward.audit.services import EntryNotFound, proof_of
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.ids import first_id_at
from onward.foundation.sight import NATIONAL
from onward.operations.reading.looks import note_list, note_view
from onward.operations.reading.windows import MOST_EXPORTED

_KIND: Final = "audit entry"


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditWanted:
    """What is searched for, in a period from `start` up to, not including, `end`. Empty: any."""

    start: datetime
    end: datetime
    act: str = ""
    subject_id: str = ""
    school_id: int | None = None
    authority_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class EntrySeen:
    """One entry of the audit, by identifiers and codes alone."""

    id: UUID
    at: datetime
    actor_kind: str
    actor_id: str
    door: str
    act: str
    subject_kind: str
    subject_id: str
    school_id: int | None
    authority_id: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EntriesSeen:
    """Some entries, the newest first; `has_more` says that older ones follow them."""

    rows: Sequence[EntrySeen]
    has_more: bool


def search_audit(
    wanted: AuditWanted, *, by: Actor, now: datetime, limit: int, after: UUID | None = None
) -> EntriesSeen:
    """Return up to `limit` entries, the newest first, going on behind the entry `after`.

    Raises:
        NotPermitted: the actor may not read the audit.
    """
    seeing = _reader(by, now)
    with seen_as(NATIONAL):
        found = _matching(AuditEntry.objects.visible_to(seeing), wanted)
        entries = _newest(found.filter(id__lt=after) if after else found, limit)
        seen = [each.id for each in entries.rows]
        note_list("search_audit", _KIND, seen, shielded=False, by=by, now=now)
    return entries


def export_audit(wanted: AuditWanted, *, by: Actor, now: datetime) -> EntriesSeen:
    """Return the entries, the newest first, up to `MOST_EXPORTED`. It is noted as an export.

    Raises:
        NotPermitted: the actor may not read the audit.
    """
    seeing = _reader(by, now)
    with seen_as(NATIONAL):
        entries = _newest(_matching(AuditEntry.objects.visible_to(seeing), wanted), MOST_EXPORTED)
        seen = [each.id for each in entries.rows]
        note_list("export_audit", _KIND, seen, shielded=False, by=by, now=now)
    return entries


def prove_entry(entry_id: UUID, *, by: Actor, now: datetime) -> dict[str, Any]:
    """Return the proof that one entry stands in the sealed audit. It holds identifiers: it is personal.

    Raises:
        EntryNotFound: there is none, or none that the actor may see.
        EntryNotSealed: it waits for its seal.
        NotPermitted: the actor may not read the audit.
    """
    seeing = _reader(by, now)
    with seen_as(NATIONAL):
        if not AuditEntry.objects.visible_to(seeing).filter(pk=entry_id).exists():
            raise EntryNotFound
        note_view("prove_audit_entry", _KIND, entry_id, shielded=False, by=by, now=now)
        return proof_of(entry_id)


def _newest(entries: EntryQuerySet, limit: int) -> EntriesSeen:
    values = list(entries.newest_first().values(*EntrySeen.__dataclass_fields__)[: limit + 1])
    return EntriesSeen(rows=[EntrySeen(**each) for each in values[:limit]], has_more=len(values) > limit)


def _reader(by: Actor, now: datetime) -> Actor:
    """Return the actor as the audit is read: nationally, without what tells of protected children."""
    require(by, Permission.READ_AUDIT, at=NATIONAL_SERVICE, now=now)
    return replace(by, sight=NATIONAL)


def _matching(entries: EntryQuerySet, wanted: AuditWanted) -> EntryQuerySet:
    # Identifiers carry the moment, so that the period is a range of the key that orders the list.
    found = entries.filter(id__gte=first_id_at(wanted.start), id__lt=first_id_at(wanted.end))
    given = {
        "act": wanted.act,
        "subject_id": wanted.subject_id,
        "school_id": wanted.school_id,
        "authority_id": wanted.authority_id,
    }
    return found.filter(**{name: value for name, value in given.items() if value})
