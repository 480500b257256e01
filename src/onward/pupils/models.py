"""Who a pupil is to the hub, the identifiers quoted for them, and the rolls they stand on."""

import uuid

from django.db import models
from django.db.models import Q

from onward.foundation.ids import uuid7
from onward.pupils.queries import EnrolmentQuerySet, PupilQuerySet


class IdentifierKind(models.TextChoices):
    """The identifiers that systems quote."""

    SCN = "scn", "Scottish Candidate Number"
    UPN = "upn", "Unique Pupil Number (England)"
    CHI = "chi", "Community Health Index"


class EnrolmentStatus(models.TextChoices):
    """How a pupil stands on a roll."""

    PROVISIONAL = "provisional", "Provisional"
    CURRENT = "current", "Current"
    ENDED = "ended", "Ended"


class Pupil(models.Model):
    """One child, as the hub knows them. Schools never read this row: each side sees what it stated."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, db_comment="personal | Random identifier")
    surname = models.CharField(max_length=200, db_comment="personal | Legal surname")
    forename = models.CharField(max_length=200, db_comment="personal | Legal forename")
    middle_names = models.CharField(max_length=200, blank=True, db_comment="personal | Other forenames")
    known_as_surname = models.CharField(max_length=200, blank=True, db_comment="personal | Surname in use")
    known_as_forename = models.CharField(max_length=200, blank=True, db_comment="personal | Forename in use")
    born = models.DateField(db_comment="personal | Date of birth")
    sex = models.CharField(max_length=1, db_comment="personal | Sex as school systems record it: F, M, U")
    match_key = models.CharField(
        max_length=450, db_comment="personal | Normalised name, date of birth and sex"
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        on_delete=models.PROTECT,
        db_comment="personal | The row that stands for this child",
    )
    letters_stopped_at = models.DateTimeField(
        null=True, db_comment="personal | Since when nothing may be sent about this child (died)"
    )
    is_shielded = models.BooleanField(default=False, db_comment="shielded | The child is protected")
    created_at = models.DateTimeField(db_comment="shielded | When the hub first heard of the child")

    objects = PupilQuerySet.as_manager()

    class Meta:
        db_table_comment = "Children known to the hub"
        indexes = [models.Index(fields=["match_key"], name="pupil_match_key")]


class PupilIdentifier(models.Model):
    """An identifier quoted for a pupil. Strong evidence, not a unique key: duplicates have existed."""

    id = models.BigAutoField(primary_key=True, db_comment="open | Row number")
    pupil = models.ForeignKey(
        Pupil,
        db_index=False,  # the constraint's index begins with it
        on_delete=models.PROTECT,
        db_comment="personal | The child",
    )
    kind = models.CharField(max_length=3, choices=IdentifierKind, db_comment="open | scn, upn or chi")
    value = models.CharField(max_length=13, db_comment="personal | The identifier as quoted")
    first_quoted_at = models.DateTimeField(db_comment="shielded | When it was first quoted")
    ended_at = models.DateTimeField(
        null=True, db_comment="shielded | When it was found to be wrong or replaced"
    )

    class Meta:
        db_table_comment = "Identifiers quoted for children"
        indexes = [models.Index(fields=["kind", "value"], name="identifier_value")]
        constraints = [
            models.UniqueConstraint(name="an_identifier_is_quoted_once", fields=["pupil", "kind", "value"])
        ]


class Enrolment(models.Model):
    """A pupil's place on one school's roll."""

    id = models.UUIDField(primary_key=True, default=uuid7, db_comment="shielded | Identifier")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, db_comment="shielded | The child")
    school = models.ForeignKey(
        "directory.School",
        db_index=False,  # the roll's own index begins with it
        on_delete=models.PROTECT,
        db_comment="shielded | The school",
    )
    authority_id = models.CharField(max_length=3, db_comment="shielded | The school's authority")
    status = models.CharField(
        max_length=11, choices=EnrolmentStatus, db_comment="shielded | Standing on the roll"
    )
    stage = models.CharField(max_length=2, blank=True, db_comment="shielded | P1-P7, S1-S6, SP, AD")
    starts_on = models.DateField(null=True, db_comment="shielded | First day on the roll, where known")
    ends_on = models.DateField(null=True, db_comment="shielded | Day from which the pupil is off the roll")
    is_shielded = models.BooleanField(default=False, db_comment="shielded | The child is protected")

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        db_table_comment = "Places on school rolls"
        indexes = [models.Index(fields=["school", "status"], name="enrolment_roll")]
        constraints = [
            models.UniqueConstraint(
                name="a_pupil_is_on_one_roll_once", fields=["pupil", "school"], condition=~Q(status="ended")
            ),
            models.CheckConstraint(
                name="an_ended_enrolment_has_its_day",
                condition=Q(status="ended", ends_on__isnull=False)
                | (~Q(status="ended") & Q(ends_on__isnull=True)),
            ),
        ]


class PupilMark(models.Model):
    """A mark that shortens deadlines, because the child is vulnerable."""

    id = models.BigAutoField(primary_key=True, db_comment="open | Row number")
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, db_comment="personal | The child")
    mark = models.CharField(max_length=20, db_comment="personal | child-protection, looked-after, concern")
    set_at = models.DateTimeField(db_comment="personal | When it was set")
    ended_at = models.DateTimeField(null=True, db_comment="personal | When it ended")

    class Meta:
        db_table_comment = "Marks that shorten deadlines"
        constraints = [
            models.UniqueConstraint(
                name="a_mark_is_set_once", fields=["pupil", "mark"], condition=Q(ended_at__isnull=True)
            )
        ]


class QuestionKind(models.TextChoices):
    """What about a pupil's identity or place is doubtful."""

    ONE_NUMBER_TWO_PUPILS = "one-number-two-pupils", "Two pupils with one identifier"
    ONE_PUPIL_TWO_NUMBERS = "one-pupil-two-numbers", "One pupil with two identifiers"
    TWO_ROLLS = "two-rolls", "A pupil on two rolls"
    TWO_CLAIMS = "two-claims", "Two schools claim one pupil"


class IdentityQuestion(models.Model):
    """A doubt that goes silently to the centre; the sender is never told that something is held elsewhere."""

    id = models.UUIDField(primary_key=True, default=uuid7, db_comment="shielded | Identifier")
    kind = models.CharField(max_length=24, choices=QuestionKind, db_comment="shielded | What is doubtful")
    pupil = models.ForeignKey(
        Pupil, on_delete=models.PROTECT, related_name="+", db_comment="shielded | The child in question"
    )
    other = models.ForeignKey(
        Pupil, null=True, on_delete=models.PROTECT, related_name="+", db_comment="shielded | The other child"
    )
    message_id = models.UUIDField(null=True, db_comment="shielded | The message that raised it")
    opened_at = models.DateTimeField(db_comment="shielded | When it was raised")
    settled_at = models.DateTimeField(null=True, db_comment="shielded | When it was settled")
    settled_how = models.CharField(max_length=40, blank=True, db_comment="shielded | same, different, merged")

    class Meta:
        db_table_comment = "Doubts about identity, for the centre"
        constraints = [
            models.UniqueConstraint(
                name="a_question_is_open_once",
                fields=["kind", "pupil", "other"],
                condition=Q(settled_at__isnull=True),
                nulls_distinct=False,
            )
        ]
