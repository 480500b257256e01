"""Envelopes: what a sender sent, what lies in a mailbox, and the sealed payload between them."""

from django.db import models
from django.db.models import F, Q

from onward.foundation.ids import uuid7
from onward.messaging.queries import DeliveryQuerySet, DocumentQuerySet, MessageQuerySet
from onward.messaging.workflow import IN_HAND, TAKEN, WAITING, DeliveryState, FileStage


class Message(models.Model):
    """What was accepted from a sender. The sender's face: it never says where it went."""

    id = models.UUIDField(primary_key=True, default=uuid7, db_comment="open | Identifier, ordered by time")
    kind = models.CharField(max_length=12, db_comment="open | departure, record, arrival, ...")
    sender_school = models.ForeignKey(
        "directory.School",
        null=True,
        db_index=False,  # the lists' own indexes begin with it
        on_delete=models.PROTECT,
        db_comment="shielded | The school; none: the hub",
    )
    authority_id = models.CharField(max_length=3, blank=True, db_comment="shielded | The sender's authority")
    sender_id = models.CharField(max_length=80, db_comment="open | The system, person or job that sent it")
    idempotency_key = models.CharField(
        max_length=200, db_comment="open | The sender's key; a repeat answers the same"
    )
    content_sha256 = models.BinaryField(max_length=32, db_comment="open | SHA-256 of what was sent")
    size = models.PositiveIntegerField(db_comment="open | Bytes of what was sent")
    schema_version = models.PositiveSmallIntegerField(db_comment="open | Version of the form")
    transfer_id = models.UUIDField(
        null=True, db_index=True, db_comment="shielded | The transfer that it belongs to"
    )
    pupil_id = models.UUIDField(null=True, db_comment="shielded | The child that it is about")
    answer = models.JSONField(db_comment="shielded | The verdict that the sender got: ids, codes, warnings")
    is_shielded = models.BooleanField(
        default=False, db_comment="shielded | It tells where a protected child is"
    )
    accepted_at = models.DateTimeField(db_comment="open | When it was durable")

    objects = MessageQuerySet.as_manager()

    class Meta:
        db_table_comment = "Messages accepted by the hub"
        indexes = [
            models.Index(fields=["sender_school", "-id"], name="message_sent"),
            models.Index(fields=["accepted_at"], name="message_accepted"),
            models.Index(
                fields=["pupil_id"],
                name="message_of_the_new_side",
                condition=Q(kind__in=("arrival", "no-arrival")),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="a_key_is_used_once", fields=["sender_school", "sender_id", "idempotency_key"]
            )
        ]


class Payload(models.Model):
    """The content of a message, encrypted with a data key of its own. Destroying the key is the erasure."""

    message = models.OneToOneField(
        Message, primary_key=True, on_delete=models.PROTECT, db_comment="open | The message"
    )
    key_id = models.CharField(max_length=40, db_comment="open | The master key that wraps the data key")
    wrapped_key = models.BinaryField(null=True, db_comment="open | The wrapped data key; none: erased")
    ciphertext = models.BinaryField(db_comment="shielded | AES-256-GCM: nonce, text, tag")
    erased_at = models.DateTimeField(null=True, db_comment="open | When the key was destroyed")

    class Meta:
        db_table_comment = "Encrypted contents of messages"
        constraints = [
            models.CheckConstraint(
                name="an_erased_payload_has_no_key",
                condition=Q(wrapped_key__isnull=True, erased_at__isnull=False)
                | Q(wrapped_key__isnull=False, erased_at__isnull=True),
            )
        ]


class Delivery(models.Model):
    """A message in one mailbox: a school's, or the centre's where no school is named.

    It says what the owner of the mailbox may know of the message, whose own row is the sender's.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, db_comment="open | Identifier, ordered by time")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, db_comment="open | The message")
    school = models.ForeignKey(
        "directory.School",
        null=True,
        db_index=False,  # the mailbox's own indexes begin with it
        on_delete=models.PROTECT,
        db_comment="shielded | Whose mailbox; none: the centre",
    )
    authority_id = models.CharField(max_length=3, blank=True, db_comment="shielded | The mailbox's authority")
    state = models.CharField(
        max_length=12, choices=[(s.value, s.value) for s in DeliveryState], db_comment="open | How far it is"
    )
    is_as_addressed = models.BooleanField(db_comment="shielded | In the mailbox that the sender itself named")
    available_at = models.DateTimeField(db_comment="open | When it lay in the mailbox")
    collected_at = models.DateTimeField(null=True, db_comment="open | When it was first taken out")
    acknowledged_at = models.DateTimeField(null=True, db_comment="open | When its receipt was confirmed")
    filed_at = models.DateTimeField(null=True, db_comment="open | When it was in the school's own system")
    closed_at = models.DateTimeField(
        null=True, db_comment="open | When it expired or went to another mailbox"
    )
    expires_on = models.DateField(db_comment="open | First day on which it counts as not collected")
    is_shielded = models.BooleanField(
        default=False, db_comment="shielded | It tells where a protected child is"
    )
    kind = models.CharField(max_length=12, db_comment="open | departure, record, report")
    sender_school = models.ForeignKey(
        "directory.School",
        null=True,
        db_index=False,
        related_name="+",
        on_delete=models.PROTECT,
        db_comment="shielded | The school that sent the message; none: the hub",
    )
    size = models.PositiveIntegerField(db_comment="open | Bytes of the content")
    content_sha256 = models.BinaryField(max_length=32, db_comment="open | SHA-256 of the content")
    hushed_at = models.DateTimeField(
        null=True, db_comment="shielded | From when on the sender is told nothing more of it"
    )

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        db_table_comment = "Messages in mailboxes"
        indexes = [
            models.Index(fields=["school", "id"], name="delivery_waiting", condition=Q(state="available")),
            models.Index(fields=["school", "-id"], name="delivery_mailbox"),
            models.Index(fields=["expires_on"], name="delivery_expiry", condition=Q(state="available")),
            models.Index(
                fields=["authority_id", "school"],
                name="delivery_authority_gone_on",
                condition=Q(state="readdressed"),
            ),
            models.Index(
                fields=["authority_id", "school", "state"],
                name="delivery_authority_unfiled",
                condition=Q(state__in=sorted(WAITING | IN_HAND)),
            ),
        ]
        constraints = [
            models.CheckConstraint(name="delivery_states", condition=Q(state__in=sorted(DeliveryState))),
            models.CheckConstraint(
                name="a_filed_delivery_has_its_time",
                condition=Q(state="filed", filed_at__isnull=False)
                | (~Q(state="filed") & Q(filed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_taken_delivery_has_its_time",
                condition=Q(state__in=sorted(TAKEN), collected_at__isnull=False)
                | (~Q(state__in=sorted(TAKEN)) & Q(collected_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_delivery_is_collected_after_it_lay_there",
                condition=Q(collected_at__isnull=True) | Q(collected_at__gte=F("available_at")),
            ),
        ]


class Document(models.Model):
    """A file that belongs to a record, encrypted in the blob store."""

    id = models.UUIDField(primary_key=True, default=uuid7, db_comment="open | Identifier")
    school = models.ForeignKey(
        "directory.School", on_delete=models.PROTECT, db_comment="shielded | The school that uploaded it"
    )
    authority_id = models.CharField(max_length=3, db_comment="shielded | That school's authority")
    sender_id = models.CharField(max_length=80, db_comment="open | The system or person that uploaded it")
    file_name = models.CharField(max_length=200, db_comment="personal | Name of the file")
    media_type = models.CharField(max_length=100, db_comment="open | Media type as stated")
    size = models.PositiveIntegerField(db_comment="open | Bytes")
    sha256 = models.BinaryField(max_length=32, db_comment="open | SHA-256 of the file")
    blob = models.CharField(max_length=200, unique=True, db_comment="open | Where the blob store keeps it")
    key_id = models.CharField(max_length=40, db_comment="open | The master key that wraps the data key")
    wrapped_key = models.BinaryField(null=True, db_comment="open | The wrapped data key; none: erased")
    uploaded_at = models.DateTimeField(db_comment="open | When it was durable")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        db_table_comment = "Documents of records"


class Enclosure(models.Model):
    """A document that goes with a message."""

    id = models.BigAutoField(primary_key=True, db_comment="open | Row number")
    message = models.ForeignKey(
        Message,
        db_index=False,  # the constraint's index begins with it
        on_delete=models.PROTECT,
        db_comment="open | The message",
    )
    document = models.ForeignKey(Document, on_delete=models.PROTECT, db_comment="open | The document")

    class Meta:
        db_table_comment = "Documents that go with messages"
        constraints = [
            models.UniqueConstraint(name="a_document_is_enclosed_once", fields=["message", "document"])
        ]


class GivenFile(models.Model):
    """A file that somebody gave in at the website. It is looked through, mended, sent, and soon removed."""

    id = models.UUIDField(primary_key=True, default=uuid7, db_comment="open | Identifier, ordered by time")
    school = models.ForeignKey(
        "directory.School", on_delete=models.PROTECT, db_comment="shielded | The school that gave it in"
    )
    sender_id = models.CharField(max_length=80, db_comment="open | The person who gave it in")
    name = models.CharField(max_length=200, db_comment="personal | Name of the file")
    size = models.PositiveIntegerField(db_comment="open | Bytes")
    protection = models.CharField(
        max_length=13, blank=True, db_comment="open | The answer for pupils who have none of their own"
    )
    stage = models.CharField(
        max_length=8,
        choices=[(each.value, each.value) for each in FileStage],
        db_comment="open | What is done with it",
    )
    done = models.PositiveIntegerField(default=0, db_comment="open | Items that were looked at in this stage")
    total = models.PositiveIntegerField(default=0, db_comment="open | Items in it, once they were counted")
    key_id = models.CharField(max_length=40, db_comment="open | The master key that wraps the data key")
    wrapped_key = models.BinaryField(db_comment="open | The wrapped data key of the file")
    ciphertext = models.BinaryField(db_comment="personal | The file: AES-256-GCM: nonce, text, tag")
    notes_key_id = models.CharField(max_length=40, db_comment="open | The master key of the notes' data key")
    notes_wrapped_key = models.BinaryField(db_comment="open | The wrapped data key of the notes")
    notes = models.BinaryField(db_comment="personal | What was found in it and mended: AES-256-GCM")
    given_at = models.DateTimeField(db_comment="open | When it was given in")
    claimed_at = models.DateTimeField(
        null=True, db_comment="open | When somebody last got on with it; none: it waits for its turn"
    )

    class Meta:
        db_table_comment = "Files that people gave in, until they are sent"
        indexes = [
            models.Index(fields=["given_at"], name="given_file_given"),
            models.Index(
                fields=["id"], name="given_file_waits", condition=Q(stage__in=("checking", "sending"))
            ),
        ]
