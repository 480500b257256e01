"""The audit's tables: entries, those that wait for their seal, and the seals.

Entries and seals can only be added: triggers refuse everything else. Nothing here is a foreign key, so
that an entry outlives what it tells of.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from onward.audit.queries import EntryQuerySet


class AuditEntry(models.Model):
    """One look or one change. Written by `services.write` alone, in one transaction with the act."""

    id = models.UUIDField(primary_key=True, db_comment="open | Identifier of the entry; sorts by time")
    at = models.DateTimeField(db_comment="open | When it was done")
    actor_kind = models.CharField(max_length=6, db_comment="open | Who did it: person, system or job")
    actor_id = models.CharField(
        max_length=80, db_comment="personal | Identifier of the person or system, or the job's name"
    )
    door = models.CharField(max_length=8, db_comment="open | Through which door: api, web, cli, job or demo")
    act = models.CharField(max_length=60, db_comment="open | What was done: a verb and what it was done to")
    subject_kind = models.CharField(max_length=40, db_comment="open | Kind of thing that it was done to")
    subject_id = models.CharField(
        max_length=80, blank=True, db_comment="personal | Identifier of the thing; empty for all of a kind"
    )
    school_id = models.IntegerField(
        null=True, db_comment="shielded | School whose audit this is, by the hub's number"
    )
    authority_id = models.CharField(  # noqa: DJ001 -- an authority's policy is one equality; unknown equals none
        max_length=3, null=True, db_comment="shielded | Authority whose audit this is, by its code"
    )
    shielded = models.BooleanField(
        null=True,
        db_comment="shielded | True where it tells of a protected child; unknown where of no child",
    )
    reason = models.TextField(blank=True, db_comment="personal | Why, in the actor's words or as a code")
    request_id = models.CharField(
        max_length=80, blank=True, db_comment="open | Request in which it was done, as in the logs"
    )
    detail = models.JSONField(db_comment="personal | Identifiers and codes that tell more; never names")

    objects = EntryQuerySet.as_manager()

    class Meta:
        db_table = "audit_entry"
        db_table_comment = "Who saw or did what, to what, when, why and through which door; append-only"
        indexes = [
            models.Index(fields=["act", "id"], name="audit_entry_by_act"),
            models.Index(fields=["subject_kind", "subject_id", "id"], name="audit_entry_by_subject"),
            models.Index(
                fields=["school_id", "id"],
                name="audit_entry_by_school",
                condition=Q(school_id__isnull=False),
            ),
            models.Index(
                fields=["authority_id", "id"],
                name="audit_entry_by_authority",
                condition=Q(authority_id__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_entry_says_who_did_what",
                condition=~Q(actor_id="") & ~Q(act="") & ~Q(subject_kind=""),
            )
        ]


class AuditPending(models.Model):
    """An entry that no seal holds yet. A trigger writes it beside the entry; the sealer removes it."""

    entry_id = models.UUIDField(primary_key=True, db_comment="open | Identifier of the entry")

    class Meta:
        db_table = "audit_pending"
        db_table_comment = "Audit entries that wait for their seal"


class AuditSeal(models.Model):
    """One signed statement about many entries, chained to the statement before it."""

    number = models.IntegerField(
        primary_key=True, db_comment="open | Number of the seal, from 1, without gaps"
    )
    sealed_at = models.DateTimeField(db_comment="open | When it was made")
    leaf_form = models.SmallIntegerField(db_comment="open | Version of the form in which entries were hashed")
    entry_ids = ArrayField(models.UUIDField(), db_comment="open | Identifiers of its entries, in their order")
    leaf_hashes = ArrayField(models.BinaryField(), db_comment="open | SHA-256 of each entry, 32 bytes each")
    root = models.BinaryField(db_comment="open | Root of the Merkle tree over the hashes")
    previous = models.BinaryField(db_comment="open | SHA-256 of the statement of the seal before")
    key_id = models.CharField(max_length=80, db_comment="open | Name of the key that signed it")
    statement = models.TextField(db_comment="open | The words that were signed: the tree and its place")
    signature = models.BinaryField(db_comment="open | Ed25519 signature over the statement")

    class Meta:
        db_table = "audit_seal"
        db_table_comment = "Signed and chained seals over the audit entries; append-only"
