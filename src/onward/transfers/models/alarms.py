"""Alarms: a transfer past its deadline, who must act on it now, and what they did."""

from django.db import models
from django.db.models import Q

from onward.foundation.ids import uuid7
from onward.transfers.queries import AlarmNoteQuerySet


class AlarmLevel(models.TextChoices):
    """Who must act. An alarm climbs when nobody does."""

    SCHOOL = "school", "The school"
    S2S = "s2s", "The authority's S2S co-ordinator"
    CME = "cme", "The authority's CME co-ordinator"


class Alarm(models.Model):
    """One transfer's silence. At most one is open for a transfer."""

    id = models.UUIDField(
        primary_key=True, default=uuid7, db_comment="shielded | Identifier, ordered by time"
    )
    transfer = models.ForeignKey(
        "transfers.Transfer", on_delete=models.PROTECT, db_comment="shielded | The transfer"
    )
    raised_at = models.DateTimeField(db_comment="shielded | When it was raised")
    deadline_on = models.DateField(db_comment="shielded | The deadline that passed")
    level = models.CharField(max_length=6, choices=AlarmLevel, db_comment="shielded | Who must act")
    school = models.ForeignKey(
        "directory.School",
        null=True,
        on_delete=models.PROTECT,
        db_comment="shielded | The school that must act",
    )
    authority_id = models.CharField(
        max_length=3, db_comment="shielded | The authority that must act or watch"
    )
    climbs_on = models.DateField(
        null=True, db_comment="shielded | First day on which it goes to the next level"
    )
    ended_at = models.DateTimeField(null=True, db_comment="shielded | When it ended")
    ended_how = models.CharField(max_length=20, blank=True, db_comment="shielded | The move that ended it")
    is_shielded = models.BooleanField(default=False, db_comment="shielded | The child is protected")

    class Meta:
        db_table_comment = "Alarms"
        indexes = [
            models.Index(fields=["climbs_on"], name="alarm_climbs", condition=Q(ended_at__isnull=True))
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_open_alarm_for_a_transfer", fields=["transfer"], condition=Q(ended_at__isnull=True)
            )
        ]


class AlarmStep(models.TextChoices):
    """What somebody did about an alarm. Choices only: free words are where whereabouts slip out."""

    TAKEN_UP = "taken-up", "Took it up"
    ASKED_SCHOOL = "asked-school", "Asked the school"
    ASKED_FAMILY = "asked-family", "Spoke to the family"
    WROTE = "wrote-to-family", "Wrote to the family"
    VISITED = "visited-home", "Visited the home"
    ASKED_SERVICES = "asked-services", "Asked other services of the council"
    NO_ANSWER = "no-answer", "Tried, and got no answer"
    GIVEN_BACK = "given-back", "Gave it back"


class AlarmNote(models.Model):
    """What one person of an authority did about an alarm, on the face that the authority sees: immutable."""

    id = models.UUIDField(
        primary_key=True, default=uuid7, db_comment="shielded | Identifier, ordered by time"
    )
    leaver = models.ForeignKey(
        "transfers.Leaver", null=True, on_delete=models.PROTECT, db_comment="shielded | About this leaver"
    )
    joiner = models.ForeignKey(
        "transfers.Joiner", null=True, on_delete=models.PROTECT, db_comment="shielded | About this joiner"
    )
    authority_id = models.CharField(max_length=3, db_comment="shielded | The authority whose note it is")
    step = models.CharField(max_length=20, choices=AlarmStep, db_comment="shielded | What was done")
    person_id = models.UUIDField(db_comment="personal | Who did it")
    at = models.DateTimeField(db_comment="shielded | When it was noted")
    is_shielded = models.BooleanField(default=False, db_comment="shielded | The child is protected")

    objects = AlarmNoteQuerySet.as_manager()

    class Meta:
        db_table_comment = "What authorities did about alarms"
        constraints = [
            models.CheckConstraint(
                name="a_note_is_about_one_face",
                condition=Q(leaver__isnull=False, joiner__isnull=True)
                | Q(leaver__isnull=True, joiner__isnull=False),
            )
        ]
