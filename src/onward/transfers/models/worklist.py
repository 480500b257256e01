"""Worklist rows: what somebody is asked to do, for the side whose turn it is."""

from django.db import models
from django.db.models import Q

from onward.foundation.ids import uuid7
from onward.transfers.queries import WorklistQuerySet


class WorklistKind(models.TextChoices):
    """What is asked."""

    REASON_MISSING = "reason-missing", "Say why the pupil left"
    DESTINATION_MISSING = "destination-missing", "Say where the pupil went"
    CONFIRMATION_DUE = "confirmation-due", "Confirm what became of the pupil"
    RECORD_WANTED = "record-wanted", "Send the pupil's record"
    REMINDER = "reminder", "Say whether the pupil has arrived"
    ALARM = "alarm", "Find out where the pupil is"
    NOT_COLLECTED = "not-collected", "Collect what waits in the mailbox"
    EXPIRED = "expired", "A message was not collected in time"


class WorklistItem(models.Model):
    """One thing asked of one school, or of one role in an authority or at the centre."""

    id = models.UUIDField(
        primary_key=True, default=uuid7, db_comment="shielded | Identifier, ordered by time"
    )
    kind = models.CharField(max_length=20, choices=WorklistKind, db_comment="shielded | What is asked")
    role = models.CharField(max_length=20, db_comment="shielded | Which role is asked")
    school = models.ForeignKey(
        "directory.School",
        null=True,
        on_delete=models.PROTECT,
        db_comment="shielded | The school that is asked",
    )
    authority_id = models.CharField(
        max_length=3, blank=True, db_comment="shielded | The authority asked or informed"
    )
    leaver = models.ForeignKey(
        "transfers.Leaver", null=True, on_delete=models.PROTECT, db_comment="shielded | About this leaver"
    )
    joiner = models.ForeignKey(
        "transfers.Joiner", null=True, on_delete=models.PROTECT, db_comment="shielded | About this joiner"
    )
    delivery = models.ForeignKey(
        "messaging.Delivery", null=True, on_delete=models.PROTECT, db_comment="shielded | About this delivery"
    )
    opened_at = models.DateTimeField(db_comment="shielded | When it was asked")
    due_on = models.DateField(null=True, db_comment="shielded | By when")
    reminded_at = models.DateTimeField(
        null=True, db_comment="shielded | When the authority last reminded the school of it"
    )
    closed_at = models.DateTimeField(null=True, db_comment="shielded | When it was done or fell away")
    closed_how = models.CharField(
        max_length=20, blank=True, db_comment="shielded | done, told, fell-away, climbed"
    )
    is_shielded = models.BooleanField(default=False, db_comment="shielded | The child is protected")

    objects = WorklistQuerySet.as_manager()

    class Meta:
        db_table_comment = "What is asked of schools and co-ordinators"
        indexes = [
            models.Index(
                fields=["school", "id"], name="worklist_school", condition=Q(closed_at__isnull=True)
            ),
            models.Index(
                fields=["authority_id", "id"], name="worklist_authority", condition=Q(closed_at__isnull=True)
            ),
            models.Index(fields=["leaver"], name="worklist_leaver", condition=Q(closed_at__isnull=True)),
            models.Index(fields=["joiner"], name="worklist_joiner", condition=Q(closed_at__isnull=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                name="asked_once",
                fields=["kind", "role", "leaver", "joiner", "delivery"],
                condition=Q(closed_at__isnull=True),
                nulls_distinct=False,
            ),
        ]
