"""The e-mails that wait, were sent, or were refused."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from onward.access.models import Person


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
