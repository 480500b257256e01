"""What was found when the data was last examined."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models


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
