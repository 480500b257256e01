"""Answers, flags, and where a protected child is. Children are named by id: no key leads upward."""

import uuid

from django.db import models
from django.db.models import Q


class Answer(models.TextChoices):
    """What was answered when somebody was asked whether whereabouts may be disclosed."""

    PROTECTED = "protected", "Protected"
    NOT_PROTECTED = "not-protected", "Not protected"
    NOT_ANSWERED = "not-answered", "Not answered: treated as protected"


class Standing(models.Model):
    """Whether a child is protected now: one row for each child about whom anybody was ever asked."""

    pupil_id = models.UUIDField(primary_key=True, db_comment="shielded | The child, by the hub's id")
    is_protected = models.BooleanField(db_comment="shielded | Whereabouts may not be disclosed")
    is_answered = models.BooleanField(
        db_comment="shielded | False while nobody has answered: treated as protected"
    )
    since = models.DateTimeField(db_comment="shielded | When this standing began")

    class Meta:
        db_table_comment = "Whether a child is protected now"
        constraints = [
            models.CheckConstraint(
                name="unanswered_is_protected", condition=Q(is_answered=True) | Q(is_protected=True)
            )
        ]


class Flag(models.Model):
    """One party's word that a child is protected. It binds all until two people lift it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="shielded | Random identifier")
    pupil_id = models.UUIDField(db_index=True, db_comment="shielded | The child, by the hub's id")
    asked_at = models.CharField(
        max_length=12, db_comment="shielded | Where it was asked: departure, arrival, referral"
    )
    basis = models.CharField(max_length=200, db_comment="shielded | The ground given for protection")
    set_by = models.CharField(max_length=80, db_comment="shielded | Actor who set the flag")
    set_at = models.DateTimeField(db_comment="shielded | When the flag was set")
    review_on = models.DateField(db_comment="shielded | When the flag is to be reviewed")
    lifted_at = models.DateTimeField(null=True, db_comment="shielded | When the flag was lifted")
    lifted_by = models.CharField(
        max_length=80, blank=True, db_comment="shielded | First person who lifted it"
    )
    countersigned_by = models.CharField(
        max_length=80, blank=True, db_comment="shielded | Second person who lifted it"
    )

    class Meta:
        db_table_comment = "One party's word that a child is protected"
        constraints = [
            models.CheckConstraint(
                name="a_flag_is_lifted_by_two",
                condition=Q(lifted_at__isnull=True)
                | (~Q(lifted_by="") & ~Q(countersigned_by="") & ~Q(lifted_by=models.F("countersigned_by"))),
            )
        ]


class Whereabouts(models.Model):
    """Where a protected child is. Only the hub writes it; only protection officers read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="shielded | Random identifier")
    pupil_id = models.UUIDField(db_index=True, db_comment="shielded | The child, by the hub's id")
    school_id = models.IntegerField(null=True, db_comment="shielded | The school where the child is")
    place = models.CharField(
        max_length=200, blank=True, db_comment="shielded | The place, where it is no school"
    )
    known_from = models.DateTimeField(db_comment="shielded | Since when this is known")
    known_until = models.DateTimeField(null=True, db_comment="shielded | When it ceased to be so")

    class Meta:
        db_table_comment = "Where a protected child is"
        constraints = [
            models.UniqueConstraint(
                name="one_present_whereabouts", fields=["pupil_id"], condition=Q(known_until__isnull=True)
            )
        ]


class Permitted(models.Model):
    """The allow-list and the deny-list: named people who may, or must never, know where a child is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="shielded | Random identifier")
    pupil_id = models.UUIDField(db_index=True, db_comment="shielded | The child, by the hub's id")
    person_id = models.UUIDField(db_comment="shielded | The person, by the hub's id")
    is_denied = models.BooleanField(
        db_comment="shielded | True on the deny-list, which outranks the allow-list"
    )
    reason = models.CharField(max_length=200, db_comment="shielded | Why the person is listed")
    listed_at = models.DateTimeField(db_comment="shielded | When the person was listed")
    listed_by = models.CharField(max_length=80, db_comment="shielded | Who listed the person")

    class Meta:
        db_table_comment = "People who may, or must never, know where a child is"
        constraints = [
            models.UniqueConstraint(name="a_person_is_listed_once", fields=["pupil_id", "person_id"])
        ]
