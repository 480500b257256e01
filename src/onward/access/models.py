"""Tables of people and of school systems: who they are, for whom they act, how they prove it.

What a role or a scope allows is not here: it is in `roles` and `scopes`, which a policy officer can read.
"""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class People(BaseUserManager["Person"]):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Return the person with this e-mail address."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser):
    """Somebody who works with the service. What they may do follows from their memberships alone."""

    id = models.UUIDField(primary_key=True, db_comment="open | identifier of the person, as the audit has it")
    email = models.EmailField(
        unique=True, db_comment="personal | work e-mail address, lower case; the name to sign in with"
    )
    name = models.CharField(max_length=200, db_comment="personal | name as colleagues know it")
    password = models.CharField(
        max_length=128, db_comment="shielded | password hash; unusable where sign-in is by the organisation"
    )
    last_login = models.DateTimeField(null=True, blank=True, db_comment="personal | when last signed in")
    is_active = models.BooleanField(default=True, db_comment="open | false stops every sign-in")
    joined_at = models.DateTimeField(db_comment="personal | when the person was invited")
    left_at = models.DateTimeField(null=True, blank=True, db_comment="personal | when the person left")

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        db_table_comment = "People who work with the service"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="person_email_is_lower_case"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(is_active=False), name="person_who_left_is_not_active"
            ),
        ]

    def __str__(self) -> str:
        """Show the identifier, never the name: this text may reach a log."""
        return str(self.pk)


class Membership(models.Model):
    """One role of one person in one organisation, for a time. `until_on` is the first day without it."""

    id = models.BigAutoField(primary_key=True, db_comment="open | identifier of the membership")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="memberships", db_comment="personal | who holds the role"
    )
    role = models.CharField(max_length=40, db_comment="personal | name of the role, from the table of roles")
    school = models.ForeignKey(
        "directory.School",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="personal | the school where the role is held, if it is a school's role",
    )
    authority = models.ForeignKey(
        "directory.Authority",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_comment="personal | the authority where the role is held, if it is an authority's role",
    )
    national = models.BooleanField(
        default=False, db_comment="personal | true where the role is held in a national service"
    )
    from_on = models.DateField(db_comment="personal | first day of the role")
    until_on = models.DateField(null=True, blank=True, db_comment="personal | first day without the role")

    class Meta:
        db_table_comment = "Who holds which role where, and when"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(
                    Q(school__isnull=False, authority__isnull=True, national=False)
                    | Q(school__isnull=True, authority__isnull=False, national=False)
                    | Q(school__isnull=True, authority__isnull=True, national=True)
                ),
                name="membership_is_of_one_organisation",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="membership_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["person", "role", "school", "authority", "national"],
                condition=Q(until_on__isnull=True),
                nulls_distinct=False,
                name="membership_open_once",
            ),
        ]

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)


class System(models.Model):
    """A school system (management information system) that talks to the API for one or many schools."""

    id = models.UUIDField(primary_key=True, db_comment="open | identifier of the system, as the audit has it")
    name = models.CharField(max_length=200, db_comment="open | name of the system")
    supplier = models.CharField(max_length=200, db_comment="open | organisation that supplies it")
    contact_email = models.EmailField(db_comment="personal | whom to write to when it misbehaves")
    is_active = models.BooleanField(default=True, db_comment="open | false refuses it everywhere")
    registered_at = models.DateTimeField(db_comment="open | when it was registered")

    class Meta:
        db_table_comment = "School systems that may talk to the service"

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)


class SystemSchool(models.Model):
    """A school for which a system may act, for a time. `until_on` is the first day without it."""

    id = models.BigAutoField(primary_key=True, db_comment="open | identifier of the grant")
    system = models.ForeignKey(
        System, models.PROTECT, related_name="grants", db_comment="open | the system that may act"
    )
    school = models.ForeignKey(
        "directory.School", models.PROTECT, related_name="+", db_comment="open | the school it acts for"
    )
    from_on = models.DateField(db_comment="open | first day of the grant")
    until_on = models.DateField(null=True, blank=True, db_comment="open | first day without the grant")

    class Meta:
        db_table_comment = "For which schools a system may act, and when"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="grant_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["system", "school"], condition=Q(until_on__isnull=True), name="grant_open_once"
            ),
        ]

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)


class Credential(models.Model):
    """One secret of one system, with its scopes and its end. The secret itself is kept nowhere."""

    id = models.UUIDField(primary_key=True, db_comment="open | the OAuth 2 client_id")
    system = models.ForeignKey(
        System, models.PROTECT, related_name="credentials", db_comment="open | the system it belongs to"
    )
    secret_sha256 = models.BinaryField(
        max_length=32, db_comment="shielded | SHA-256 of the 256-bit random secret"
    )
    scopes = ArrayField(
        models.CharField(max_length=40), db_comment="open | what it may do, from the table of scopes"
    )
    created_at = models.DateTimeField(db_comment="open | when it was issued")
    expires_at = models.DateTimeField(db_comment="open | when it stops working by itself")
    revoked_at = models.DateTimeField(null=True, blank=True, db_comment="open | when it was revoked")
    last_used_at = models.DateTimeField(
        null=True, blank=True, db_comment="open | when it last got a token, to the minute"
    )

    class Meta:
        db_table_comment = "Credentials of school systems"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="credential_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        """Show the client id, which is no secret."""
        return str(self.pk)
