"""Authorities, schools and their holidays: open data that every sight may read."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from onward.directory.school_kinds import AuthorityKind, SchoolType, Sector, key_text

AUTHORITY_KINDS = [kind.value for kind in AuthorityKind]
SCHOOL_TYPES = [kind.value for kind in SchoolType]
SECTORS = [sector.value for sector in Sector]


class Authority(models.Model):
    """One education authority: a council, or the grant-aided sector (900)."""

    code = models.CharField(
        max_length=3, primary_key=True, db_comment="open | The code used in education statistics, 100 to 900"
    )
    name = models.CharField(max_length=80, unique=True, db_comment="open | The authority's name")
    gss_code = models.CharField(
        max_length=9,
        blank=True,
        db_comment="open | The code of the council area in UK statistics; empty for the grant-aided sector",
    )
    kind = models.CharField(
        max_length=11,
        choices=[(kind, kind) for kind in AUTHORITY_KINDS],
        db_comment="open | council or grant-aided",
    )

    class Meta:
        db_table_comment = "Education authorities of the nation"
        ordering: ClassVar = ("code",)
        constraints: ClassVar = (
            models.CheckConstraint(
                name="directory_authority_code_is_three_digits", condition=Q(code__regex=r"^[0-9]{3}$")
            ),
            models.CheckConstraint(
                name="directory_authority_kind_is_known",
                condition=Q(kind__in=AUTHORITY_KINDS),
            ),
        )

    def __str__(self) -> str:
        """Return the code and the name."""
        return f"{self.code} {self.name}"


class School(models.Model):
    """One school, open or closed. Its key is the SEED code with the type; rows are never deleted."""

    id = models.AutoField(primary_key=True, db_comment="open | The hub's own number of the school")
    seed = models.CharField(max_length=7, db_comment="open | The SEED code, seven digits")
    type = models.CharField(
        max_length=9,
        choices=[(kind, kind) for kind in SCHOOL_TYPES],
        db_comment="open | primary, secondary or special; with the SEED code it is the school's key",
    )
    name = models.CharField(max_length=200, db_comment="open | The school's name")
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, db_comment="open | The authority that the school is listed under"
    )
    sector = models.CharField(
        max_length=15,
        choices=[(kind, kind) for kind in SECTORS],
        db_comment="open | publicly-funded, grant-aided or independent",
    )
    takes_part = models.BooleanField(db_comment="open | Whether the school exchanges through the hub")
    opened_on = models.DateField(
        null=True, blank=True, db_comment="open | First day as a school; empty if before the list began"
    )
    closed_on = models.DateField(
        null=True, blank=True, db_comment="open | First day on which the school was no more; empty while open"
    )
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        db_comment="open | The school that took over when this one closed or merged",
    )
    email = models.EmailField(blank=True, db_comment="open | The school office's published e-mail address")
    phone = models.CharField(
        max_length=30, blank=True, db_comment="open | The school office's published telephone number"
    )

    class Meta:
        db_table_comment = "Schools, open and closed, with what became of them"
        ordering: ClassVar = ("seed", "type")
        constraints: ClassVar = (
            models.UniqueConstraint(name="directory_school_key_is_unique", fields=("seed", "type")),
            models.CheckConstraint(
                name="directory_school_seed_is_seven_digits", condition=Q(seed__regex=r"^[0-9]{7}$")
            ),
            models.CheckConstraint(
                name="directory_school_type_is_known",
                condition=Q(type__in=SCHOOL_TYPES),
            ),
            models.CheckConstraint(
                name="directory_school_sector_is_known",
                condition=Q(sector__in=SECTORS),
            ),
            models.CheckConstraint(
                name="directory_only_a_closed_school_has_a_successor",
                condition=Q(successor__isnull=True) | Q(closed_on__isnull=False),
            ),
            models.CheckConstraint(
                name="directory_no_school_succeeds_itself", condition=~Q(successor=F("id"))
            ),
            models.CheckConstraint(
                name="directory_school_opens_before_it_closes",
                condition=Q(opened_on__isnull=True)
                | Q(closed_on__isnull=True)
                | Q(opened_on__lt=F("closed_on")),
            ),
        )

    def __str__(self) -> str:
        """Return the key and the name."""
        return f"{self.key} {self.name}"

    @property
    def key(self) -> str:
        """Return the school's key as text: `8012345-primary`."""
        return key_text(self.seed, SchoolType(self.type))


class Holiday(models.Model):
    """A run of days, half-open, on which an authority's schools are shut."""

    id = models.AutoField(primary_key=True, db_comment="open | Number of the row")
    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, db_comment="open | The authority whose schools are shut"
    )
    first_day = models.DateField(db_comment="open | First day of the holiday")
    day_after = models.DateField(db_comment="open | First day after the holiday")
    name = models.CharField(max_length=80, db_comment="open | What the holiday is called")

    class Meta:
        db_table_comment = "Holidays of each authority's schools; weekends are never listed"
        ordering: ClassVar = ("authority_id", "first_day")
        constraints: ClassVar = (
            models.UniqueConstraint(
                name="directory_holiday_is_listed_once",
                fields=("authority", "first_day", "day_after", "name"),
            ),
            models.CheckConstraint(
                name="directory_holiday_lasts_a_day_or_more", condition=Q(first_day__lt=F("day_after"))
            ),
        )

    def __str__(self) -> str:
        """Return whose holiday it is and when."""
        return f"{self.authority_id} {self.name} from {self.first_day}"


class DirectoryVersion(models.Model):
    """The single row that tells readers when the directory changed. The database itself moves it."""

    id = models.SmallIntegerField(primary_key=True, default=1, db_comment="open | Always 1: there is one row")
    number = models.BigIntegerField(db_comment="open | How many times the directory has changed")
    stamp = models.UUIDField(
        default=uuid.uuid4,
        db_comment="open | New with every change, because a number that was rolled back is given again",
    )

    class Meta:
        db_table = "directory_version"
        db_table_comment = "Version of the directory, moved by triggers in the transaction of each change"
        constraints: ClassVar = (
            models.CheckConstraint(name="directory_version_is_one_row", condition=Q(id=1)),
        )

    def __str__(self) -> str:
        """Return the number."""
        return str(self.number)
