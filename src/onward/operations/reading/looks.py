"""Write a look into the audit, in the transaction in which somebody looked."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from onward.audit import services as audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB

_NAMED_TOGETHER: Final = 500
"""How many rows one entry of the audit names at most: it is read, sealed and searched as a whole."""


def note_list(
    act: str, subject_kind: str, seen: Collection[UUID], *, shielded: bool, by: Actor, now: datetime
) -> None:
    """Note that the actor was shown these rows of a list.

    `shielded` says that one of them tells of a protected child. A long list is noted in several entries.
    """
    named = [str(each) for each in seen]
    parts = [named[at : at + _NAMED_TOGETHER] for at in range(0, len(named), _NAMED_TOGETHER)]
    audit.write(
        [
            audit.Act(
                by=by,
                act=act,
                subject_kind=subject_kind,
                subject_id="",
                shielded=shielded,
                detail={"seen": part},
            )
            for part in parts or [[]]
        ],
        now,
    )


def note_view(
    act: str,
    subject_kind: str,
    seen: UUID,
    *,
    shielded: bool,
    by: Actor,
    now: datetime,
    authority_id: str = "",
) -> None:
    """Note that the actor looked at one thing."""
    audit.write(
        [
            audit.Act(
                by=by,
                act=act,
                subject_kind=subject_kind,
                subject_id=str(seen),
                authority_id=authority_id or None,
                shielded=shielded,
            )
        ],
        now,
    )


def note_export(name: str, rows: int, *, by: Actor, now: datetime) -> None:
    """Note, in a transaction of its own, that a list about no child leaves as a file."""
    act = audit.Act(
        by=by,
        act=f"export_{name.replace('-', '_')}",
        subject_kind="list",
        subject_id="",
        shielded=False,
        detail={"rows": rows},
    )
    with seen_as(HUB):
        audit.write([act], now)


def note_print(subject_kind: str, seen: UUID, *, shielded: bool, by: Actor, now: datetime) -> None:
    """Note, in a transaction of its own, that what the actor just saw of one thing leaves as a document."""
    with seen_as(by.sight):
        note_view(f"print_{subject_kind}", subject_kind, seen, shielded=shielded, by=by, now=now)
