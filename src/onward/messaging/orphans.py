"""Sweep the blob store: what no document can open any more is removed."""

from datetime import datetime, timedelta
from itertools import islice

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.messaging.blobs import Blobs
from onward.messaging.models import Document

ORPHAN_AFTER = timedelta(days=1)

_AT_ONCE = 500


def remove_orphans(*, older_than: timedelta = ORPHAN_AFTER, by: Actor, now: datetime, blobs: Blobs) -> int:
    """Remove blobs without a document, those of erased documents and half-written ones; return how many.

    Only blobs of that age are looked at: younger ones may belong to an upload that is under way.

    Raises:
        NotPermitted: the actor does not run the service.
    """
    require(by, Permission.RUN_SERVICE, at=NATIONAL_SERVICE, now=now)
    moment = now - older_than
    removed = blobs.remove_unfinished(before=moment)
    names = blobs.names_before(moment)
    while some := list(islice(names, _AT_ONCE)):
        orphans = _orphans(some)
        for name in orphans:
            blobs.remove(name)
        removed += len(orphans)
    if removed:
        _audit(by, removed, now)
    return removed


def _orphans(names: list[str]) -> list[str]:
    with seen_as(HUB):
        kept = Document.objects.filter(blob__in=names, wrapped_key__isnull=False)
        known = set(kept.values_list("blob", flat=True))
    return [name for name in names if name not in known]


def _audit(by: Actor, removed: int, now: datetime) -> None:
    act = audit.Act(
        by=by, act="remove_orphans", subject_kind="document", subject_id="", detail={"removed": removed}
    )
    with seen_as(HUB):
        audit.write([act], now)
