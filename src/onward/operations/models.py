"""What was found when the data was last examined; arrivals that can still be taken back."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from onward.foundation.ids import uuid7


class Examination(models.Model):
    """One examination of the data by the doctor: how much was proved, and which invariants were broken."""

    id = models.UUIDField(primary_key=True, db_comment="open | Identifier, ordered by time")
    ended_at = models.DateTimeField(db_comment="open | When it ended")
    proved = models.PositiveSmallIntegerField(db_comment="open | How many invariants were looked at")
    broken = ArrayField(
        models.CharField(max_length=200), db_comment="open | The invariants that do not hold, in words"
    )

    class Meta:
        db_table_comment = "Examinations of the data by the doctor"
        indexes: ClassVar = [models.Index(fields=["-ended_at", "-id"], name="examination_newest")]

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)


class HeldArrival(models.Model):
    """An arrival that somebody recorded by hand, until the time to undo it is over."""

    id = models.UUIDField(
        primary_key=True, default=uuid7, db_comment="shielded | Identifier, ordered by time"
    )
    joiner = models.OneToOneField(
        "transfers.Joiner",
        on_delete=models.PROTECT,
        db_comment="shielded | Who came, as the school knows",
    )
    school = models.ForeignKey(
        "directory.School", on_delete=models.PROTECT, db_comment="shielded | The school that says so"
    )
    arrived_on = models.DateField(db_comment="shielded | The day on which the pupil came")
    protection = models.CharField(
        max_length=20, blank=True, db_comment="shielded | The answer about protection; empty: not known yet"
    )
    key = models.CharField(max_length=200, db_comment="open | The idempotency key under which it is said")
    person_id = models.UUIDField(db_comment="personal | Who said it")
    goes_at = models.DateTimeField(
        db_comment="shielded | When the hub takes it in; until then one can undo it"
    )
    refused = models.CharField(
        max_length=60,
        blank=True,
        db_comment="shielded | Why the hub refused it; empty: it has not",
    )

    class Meta:
        db_table_comment = "Arrivals recorded by hand that can still be undone"
        indexes: ClassVar = [models.Index(fields=["goes_at"], name="held_arrival_due")]

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)
