"""Walk over the whole audit in bounded memory and judge each seal and each entry.

The hashes are recomputed here and not in the database, which is what is being judged.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.db import connection
from psycopg import sql

from onward.audit.findings import (
    Findings,
    SealedLeaf,
    Verification,
    judge_entry,
    judge_seal,
    judge_witness,
)
from onward.audit.leaf import Facts
from onward.audit.seal import Head
from onward.audit.stored import ENTRY_COLUMNS, SEAL_COLUMNS, facts_of, seal_of
from onward.database.bulk import fetch

Progress = Callable[[int, int], None]
"""Told how many seals and entries are done, and how many there are."""

_COUNT: Final = "SELECT (SELECT count(*) FROM audit_seal), (SELECT count(*) FROM audit_entry)"
_SEALS: Final = sql.SQL("SELECT {} FROM audit_seal ORDER BY number").format(SEAL_COLUMNS)
# Each entry beside its leaf and its place in the queue, wherever any of the three is missing.
_ENTRIES: Final = sql.SQL("""
SELECT coalesce(entry.id, leaf.entry_id, pending.entry_id), leaf.seal, leaf.form, leaf.hash,
       pending.entry_id IS NOT NULL, entry.id IS NOT NULL, {}
FROM audit_entry entry
FULL JOIN (
    SELECT number AS seal, leaf_form AS form, each.entry_id, each.hash
    FROM audit_seal CROSS JOIN LATERAL unnest(entry_ids, leaf_hashes) AS each (entry_id, hash)
) leaf ON leaf.entry_id = entry.id
FULL JOIN audit_pending pending ON pending.entry_id = coalesce(entry.id, leaf.entry_id)
""").format(ENTRY_COLUMNS)
_SEALS_AT_ONCE: Final = 4
_ENTRIES_AT_ONCE: Final = 2000


def verify(
    *, public_keys: Mapping[str, bytes], witness: Head | None, progress: Progress | None
) -> Verification:
    """Judge everything that the transaction sees. Run it in one that sees a single state."""
    walk = _Walk(progress)
    walk.over_seals(public_keys, witness)
    walk.over_entries()
    return walk.verification()


class _Walk:
    """What was seen so far."""

    def __init__(self, progress: Progress | None) -> None:
        self.seals, self.entries = fetch(_COUNT)[0]
        self.pending = 0
        self.head: Head | None = None
        self.findings = Findings()
        self._progress = progress
        self._done = 0

    def over_seals(self, public_keys: Mapping[str, bytes], witness: Head | None) -> None:
        """Judge every seal in the order of their numbers, and whether the witness is among them."""
        witnessed: Head | None = None
        for rows in self._stream(_SEALS, _SEALS_AT_ONCE):
            for seal in map(seal_of, rows):
                self.findings.add(judge_seal(seal, before=self.head, public_keys=public_keys))
                self.head = seal.head
                if witness and witness.number == seal.number:
                    witnessed = seal.head
        if witness:
            self.findings.add(judge_witness(witness, found=witnessed))

    def over_entries(self) -> None:
        """Judge every entry against its seal and the queue."""
        for rows in self._stream(_ENTRIES, _ENTRIES_AT_ONCE):
            for entry, seal, form, digest, pending, exists, *columns in rows:
                facts: Facts | None = facts_of(columns) if exists else None
                leaf = None if seal is None else SealedLeaf(seal=seal, form=form, hash=digest)
                finding = judge_entry(entry, facts=facts, leaf=leaf, pending=pending)
                self.pending += bool(pending and exists and leaf is None)
                self.findings.add([finding] if finding else [])

    def verification(self) -> Verification:
        """Return the whole as it was found."""
        return Verification(
            entries=self.entries,
            pending=self.pending,
            seals=self.seals,
            head=self.head,
            findings=tuple(self.findings.kept),
            counts=dict(self.findings.counts),
        )

    def _stream(self, query: sql.Composed, size: int) -> Iterator[list[tuple[Any, ...]]]:
        with connection.chunked_cursor() as cursor:
            cursor.execute(query.as_string())
            while rows := cursor.fetchmany(size):
                yield rows
                self._done += len(rows)
                if self._progress:
                    self._progress(self._done, self.seals + self.entries)
