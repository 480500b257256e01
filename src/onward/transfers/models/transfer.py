"""The hub's truth about a transfer. No school and no authority ever reads these rows."""

from django.db import models
from django.db.models import F, Q

from onward.foundation.ids import uuid7
from onward.transfers.workflow import RUNNING, SETTLED, State


class Transfer(models.Model):
    """The life of one departure until it is settled."""

    id = models.UUIDField(
        primary_key=True, default=uuid7, db_comment="shielded | Identifier, ordered by time"
    )
    pupil = models.ForeignKey("pupils.Pupil", on_delete=models.PROTECT, db_comment="shielded | The child")
    origin = models.ForeignKey(
        "directory.School",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="shielded | The school that the child left; none: not known",
    )
    destination = models.ForeignKey(
        "directory.School",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="shielded | The school where the child is expected, or has arrived",
    )
    state = models.CharField(
        max_length=17,
        choices=[(s.value, s.value) for s in State],
        db_comment="shielded | Where the transfer stands",
    )
    reason = models.CharField(
        max_length=2, blank=True, db_comment="shielded | Leaving reason; empty: none was given"
    )
    leaving_on = models.DateField(
        null=True, db_comment="shielded | Last day at the old school; none: no departure yet"
    )
    departure_message_id = models.UUIDField(
        null=True, db_comment="shielded | The departure; none: nobody announced it"
    )
    is_vulnerable = models.BooleanField(default=False, db_comment="shielded | The shorter deadline applies")
    is_shielded = models.BooleanField(default=False, db_comment="shielded | The child is protected")
    is_kept_back = models.BooleanField(
        default=False,
        db_comment="shielded | By what the old side knows, the child is protected: it goes to the centre",
    )
    clock_reason = models.CharField(
        max_length=2,
        blank=True,
        db_comment="shielded | Leaving reason whose policy gave the school days; empty: none given",
    )
    clock_from = models.DateField(null=True, db_comment="shielded | Day after which school days are counted")
    clock_days = models.PositiveSmallIntegerField(
        null=True, db_comment="shielded | School days until silence is an alarm"
    )
    clock_authority_id = models.CharField(
        max_length=3, blank=True, db_comment="shielded | Whose school days are counted"
    )
    deadline_on = models.DateField(null=True, db_comment="shielded | Last day before silence is an alarm")
    remind_on = models.DateField(
        null=True, db_comment="shielded | First day of the reminder before the deadline"
    )
    reminded_at = models.DateTimeField(
        null=True, db_comment="shielded | When the reminder before the alarm went out"
    )
    arrived_on = models.DateField(null=True, db_comment="shielded | Day on which the child arrived")
    settled_at = models.DateTimeField(null=True, db_comment="shielded | When it was settled")
    settled_by = models.CharField(max_length=20, blank=True, db_comment="shielded | What settled it")
    created_at = models.DateTimeField(db_comment="shielded | When the hub first heard of the move")
    changed_at = models.DateTimeField(db_comment="shielded | When it last moved")

    class Meta:
        db_table_comment = "Transfers as the hub knows them"
        indexes = [
            models.Index(
                fields=["deadline_on"], name="transfer_deadline", condition=Q(state__in=sorted(RUNNING))
            ),
            models.Index(
                fields=["remind_on"],
                name="transfer_reminder",
                condition=Q(state__in=sorted(RUNNING), reminded_at__isnull=True),
            ),
            models.Index(
                fields=["id"],
                name="transfer_unannounced",
                condition=Q(departure_message_id__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="transfer_states", condition=Q(state__in=sorted(State))),
            models.CheckConstraint(
                name="arrived_has_its_day",
                condition=Q(state="arrived", arrived_on__isnull=False)
                | (~Q(state="arrived") & Q(arrived_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="settled_has_its_time",
                condition=Q(state__in=sorted(SETTLED), settled_at__isnull=False)
                | (~Q(state__in=sorted(SETTLED)) & Q(settled_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="running_has_a_deadline",
                condition=~Q(state__in=sorted(RUNNING))
                | Q(deadline_on__isnull=False, clock_from__isnull=False, clock_days__isnull=False),
            ),
            models.CheckConstraint(
                name="expected_has_a_destination",
                condition=~Q(state="expected") | Q(destination__isnull=False),
            ),
            models.CheckConstraint(
                name="nobody_leaves_for_where_they_are",
                condition=Q(origin__isnull=True)
                | Q(destination__isnull=True)
                | ~Q(origin=F("destination"))
                | Q(state="arrived"),
            ),
        ]


class TransferEvent(models.Model):
    """One move of one transfer: immutable."""

    id = models.UUIDField(
        primary_key=True, default=uuid7, db_comment="shielded | Identifier, ordered by time"
    )
    transfer = models.ForeignKey(
        Transfer,
        db_index=False,  # the constraint's index begins with it
        on_delete=models.PROTECT,
        db_comment="shielded | The transfer",
    )
    number = models.PositiveSmallIntegerField(
        db_comment="shielded | First, second, ... move of this transfer"
    )
    move = models.CharField(max_length=20, db_comment="shielded | The move")
    before = models.CharField(
        max_length=17, blank=True, db_comment="shielded | State before; empty: it began"
    )
    after = models.CharField(max_length=17, db_comment="shielded | State after")
    at = models.DateTimeField(db_comment="shielded | When")
    by = models.CharField(max_length=80, db_comment="shielded | Actor: kind and id")
    reason = models.CharField(max_length=200, blank=True, db_comment="shielded | Why")
    message_id = models.UUIDField(null=True, db_comment="shielded | The message that caused it")
    is_shielded = models.BooleanField(default=False, db_comment="shielded | The child is protected")

    class Meta:
        db_table_comment = "Moves of transfers"
        constraints = [models.UniqueConstraint(name="events_are_numbered", fields=["transfer", "number"])]
