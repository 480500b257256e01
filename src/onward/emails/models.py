"""The e-mails that wait, were sent, refused or returned; what people choose to get; addresses that fail."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from onward.access.models import Membership, Person


class Email(models.Model):
    """One e-mail to one person. Its text is emptied once it has left, for it may hold a link to sign in."""

    id = models.UUIDField(primary_key=True, db_comment="open | identifier of the e-mail")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_comment="personal | to whom it is written"
    )
    kind = models.CharField(max_length=20, db_comment="open | what it is about, from the table of kinds")
    subject = models.CharField(max_length=200, db_comment="open | its subject; it names nobody")
    text = models.TextField(
        blank=True, db_comment="shielded | its text, until it has left; it may hold a link to sign in"
    )
    queued_at = models.DateTimeField(db_comment="open | when it was written")
    sent_at = models.DateTimeField(
        null=True, blank=True, db_comment="open | when the mail server took it; empty: not yet"
    )
    refused_at = models.DateTimeField(
        null=True, blank=True, db_comment="open | when the mail server refused the address for good"
    )
    refusal = models.CharField(
        max_length=100, blank=True, db_comment="open | the mail server's code for the refusal"
    )
    sent_to = models.EmailField(
        blank=True, db_comment="personal | the address that it was sent to; empty: not sent yet"
    )
    returned_at = models.DateTimeField(
        null=True, blank=True, db_comment="open | when it came back though it had been taken"
    )

    class Meta:
        db_table_comment = "E-mails to people who work with the service"
        indexes: ClassVar = [
            models.Index(
                fields=["queued_at", "id"],
                name="email_waiting",
                condition=Q(sent_at__isnull=True, refused_at__isnull=True),
            ),
            models.Index(fields=["-queued_at", "-id"], name="email_newest"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(refused_at__isnull=True),
                name="email_is_sent_or_refused",
            ),
        ]

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)


class Choice(models.Model):
    """What one person chose for one kind of e-mail. What nobody chose comes as the table of kinds says."""

    id = models.BigAutoField(primary_key=True, db_comment="open | Row number")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_comment="personal | whose choice it is"
    )
    kind = models.CharField(max_length=20, db_comment="open | the kind of e-mail")
    rhythm = models.CharField(max_length=10, db_comment="personal | at-once, digest or never")

    class Meta:
        db_table_comment = "How often people want to get which e-mails"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="a_kind_is_chosen_once"),
        ]

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)


class Reminded(models.Model):
    """Up to when somebody was told of one matter in one role; of the digest: when the last was written.

    It is written with the e-mail itself, in one transaction: what was told is not told again.
    """

    id = models.BigAutoField(primary_key=True, db_comment="open | Row number")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_comment="personal | who was reminded"
    )
    membership = models.ForeignKey(
        Membership, models.PROTECT, null=True, related_name="+", db_comment="personal | in which role"
    )
    matter = models.CharField(max_length=40, db_comment="open | of what")
    until = models.DateTimeField(db_comment="open | what came up to this moment was told")

    class Meta:
        db_table_comment = "What people were reminded of, so that nothing is told twice"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "membership", "matter"],
                nulls_distinct=False,
                name="a_matter_is_reminded_of_once",
            ),
        ]

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)


class Bounce(models.Model):
    """An address that took no e-mail. While it is the person's and open, nothing is sent to it."""

    id = models.UUIDField(primary_key=True, db_comment="open | Identifier, ordered by time")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="+", db_comment="personal | whose address it was"
    )
    address = models.EmailField(db_comment="personal | the address that failed")
    code = models.CharField(max_length=100, db_comment="open | the mail server's code, such as 550 or 5.1.1")
    bounced_at = models.DateTimeField(db_comment="open | when it failed")
    cleared_at = models.DateTimeField(
        null=True, blank=True, db_comment="open | when somebody said that the address is right"
    )

    class Meta:
        db_table_comment = "Addresses of people that took no e-mail"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "address"],
                condition=Q(cleared_at__isnull=True),
                name="an_address_fails_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)
