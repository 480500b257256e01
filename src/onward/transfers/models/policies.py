"""Leaving policies: what each leaving reason leads one to expect, what settles it, and by when."""

from django.db import models

from onward.transfers.workflow import State


class Settles(models.TextChoices):
    """Whose word settles a transfer."""

    ARRIVAL = "arrival", "The arrival at a school"
    AUTHORITY = "authority", "An arrival, or the authority's word"
    EVIDENCE = "evidence", "An arrival, a reply from there, or a document"
    AGE = "age", "Being over compulsory school age, or a documented permission"
    AT_ONCE = "at-once", "The departure itself"
    WITHDRAWAL = "withdrawal", "The departure withdraws itself"


class LeavingPolicy(models.Model):
    """One reason's policy from one day on; an authority's row outranks the national one."""

    id = models.BigAutoField(primary_key=True, db_comment="open | Row number")
    reason = models.CharField(max_length=2, blank=True, db_comment="open | Leaving reason; empty: none given")
    authority = models.ForeignKey(
        "directory.Authority",
        null=True,
        on_delete=models.PROTECT,
        db_comment="open | Whose own policy; none: national",
    )
    effective_from = models.DateField(db_comment="open | First leaving day to which it applies")
    begins_as = models.CharField(
        max_length=17,
        choices=[(s.value, s.value) for s in State],
        db_comment="open | The state in which a transfer begins when no destination in the network is known",
    )
    settles = models.CharField(max_length=10, choices=Settles, db_comment="open | Whose word settles it")
    school_days = models.PositiveSmallIntegerField(db_comment="open | School days until silence is an alarm")
    vulnerable_school_days = models.PositiveSmallIntegerField(
        db_comment="open | The same for a vulnerable child"
    )
    reminder_days = models.PositiveSmallIntegerField(
        db_comment="open | School days before the deadline: reminder"
    )
    climb_days = models.PositiveSmallIntegerField(
        db_comment="open | School days until an alarm climbs a level"
    )

    class Meta:
        db_table_comment = "Leaving policies"
        constraints = [
            models.UniqueConstraint(
                name="one_policy_from_a_day",
                fields=["reason", "authority", "effective_from"],
                nulls_distinct=False,
            )
        ]
