"""The two faces of a transfer: what the old side sees, and what each destination sees.

Each face holds the pupil's details as that side stated or was given them. A changed name or a new
school can therefore not be read by the other side: it is not in the row.
"""

from django.db import models
from django.db.models import Q

from onward.foundation.ids import uuid7
from onward.transfers.queries import JoinerQuerySet, LeaverQuerySet
from onward.transfers.workflow import TOLD_THE_END, JoinerStanding, LeaverStanding


class Face(models.Model):
    """The pupil's details as one side knows them."""

    # Each face's own indexes begin with the transfer, and with the school.
    transfer = models.ForeignKey(
        "transfers.Transfer", db_index=False, on_delete=models.PROTECT, db_comment="shielded | The transfer"
    )
    school = models.ForeignKey(
        "directory.School",
        db_index=False,
        on_delete=models.PROTECT,
        db_comment="shielded | Whose face it is",
    )
    authority_id = models.CharField(max_length=3, db_comment="shielded | That school's authority")
    surname = models.CharField(max_length=200, db_comment="personal | Surname as this side knows it")
    forename = models.CharField(max_length=200, db_comment="personal | Forename as this side knows it")
    born = models.DateField(db_comment="personal | Date of birth as this side knows it")
    sex = models.CharField(max_length=1, db_comment="personal | Sex as this side knows it")
    scn = models.CharField(max_length=9, blank=True, db_comment="personal | SCN as this side knows it")
    upn = models.CharField(max_length=13, blank=True, db_comment="personal | UPN as this side knows it")
    stage = models.CharField(max_length=2, blank=True, db_comment="personal | Stage as this side knows it")

    class Meta:
        abstract = True


class Leaver(Face):
    """The old side's face. It changes by the old side's own acts, and else only in a notice run."""

    id = models.UUIDField(
        primary_key=True, default=uuid7, db_comment="personal | Identifier, ordered by time"
    )
    reason = models.CharField(max_length=2, blank=True, db_comment="personal | Leaving reason as stated")
    leaving_on = models.DateField(
        null=True, db_comment="personal | Last day; none: the hub asks about a pupil"
    )
    named = models.ForeignKey(
        "directory.School",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_comment="personal | Destination that this school itself named",
    )
    outside_country = models.CharField(
        max_length=6, blank=True, db_comment="personal | Country that it named"
    )
    outside_lea = models.CharField(
        max_length=3, blank=True, db_comment="personal | Authority there that it named"
    )
    outside_estab = models.CharField(
        max_length=4, blank=True, db_comment="personal | School there that it named"
    )
    outside_name = models.CharField(max_length=200, blank=True, db_comment="personal | Place that it named")
    standing = models.CharField(
        max_length=21,
        choices=[(s.value, s.value) for s in LeaverStanding],
        db_comment="personal | What it was told",
    )
    told_at = models.DateTimeField(db_comment="personal | When it was last told")
    is_shielded = models.BooleanField(
        default=False, db_comment="shielded | Nobody was to learn that the child was at this school"
    )
    settled_month = models.DateField(
        null=True, db_comment="personal | Month of the neutral notice, its first day"
    )

    objects = LeaverQuerySet.as_manager()

    class Meta:
        db_table_comment = "Leavers, as the old school sees them"
        indexes = [
            models.Index(fields=["school", "-id"], name="leaver_list"),
            models.Index(fields=["authority_id", "-id"], name="leaver_authority"),
            models.Index(
                fields=["authority_id", "-id"],
                name="leaver_authority_open",
                condition=~Q(standing__in=sorted(TOLD_THE_END)),
            ),
            models.Index(
                fields=["transfer", "standing"],
                name="leaver_open",
                include=["id"],
                condition=~Q(standing__in=sorted(TOLD_THE_END)),
            ),
        ]
        constraints = [
            models.UniqueConstraint(name="a_transfer_has_one_leaver", fields=["transfer"]),
            models.CheckConstraint(
                name="a_settled_leaver_has_its_month",
                condition=Q(standing="settled", settled_month__isnull=False)
                | (~Q(standing="settled") & Q(settled_month__isnull=True)),
            ),
        ]


class Joiner(Face):
    """A destination's face: one for each school that was ever told to expect the pupil."""

    id = models.UUIDField(
        primary_key=True, default=uuid7, db_comment="shielded | Identifier, ordered by time"
    )
    standing = models.CharField(
        max_length=9,
        choices=[(s.value, s.value) for s in JoinerStanding],
        db_comment="shielded | Expected or arrived",
    )
    expected_from = models.DateField(db_comment="shielded | First day on which the pupil may come")
    due_on = models.DateField(null=True, db_comment="shielded | By when the school is asked to answer")
    arrived_on = models.DateField(null=True, db_comment="shielded | Day on which the pupil came")
    is_shielded = models.BooleanField(default=False, db_comment="shielded | The child is protected")
    told_at = models.DateTimeField(db_comment="shielded | When the school was told, or last spoke")

    objects = JoinerQuerySet.as_manager()

    class Meta:
        db_table_comment = "Joiners, as a destination sees them"
        indexes = [
            models.Index(fields=["school", "-id"], name="joiner_list"),
            models.Index(fields=["authority_id", "-id"], name="joiner_authority"),
            models.Index(fields=["transfer"], name="joiner_transfer"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="one_place_expects_a_pupil", fields=["transfer"], condition=Q(standing="expected")
            ),
            models.CheckConstraint(
                name="an_arrived_joiner_has_its_day",
                condition=Q(standing="arrived", arrived_on__isnull=False)
                | (~Q(standing="arrived") & Q(arrived_on__isnull=True)),
            ),
        ]
