"""The e-mails that there are, as a table: what each is for, and its words. `{link}` is where to go."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class EmailKind(StrEnum):
    """What an e-mail is about."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new-password"  # noqa: S105 -- the name of a kind
    DIGEST = "digest"
    ALARMS = "alarms"
    DEADLINES = "deadlines"
    JOINERS = "joiners"
    DESTINATIONS = "destinations"
    RECORDS = "records"
    REVIEWS = "reviews"


class Rhythm(StrEnum):
    """When somebody wants to read of something."""

    AT_ONCE = "at-once"
    DIGEST = "digest"
    NEVER = "never"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The subject and the text of one kind. Neither names a child, a school or a person."""

    subject: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Chosen:
    """A kind that people choose for themselves: its title, what it tells, and how it comes unless chosen."""

    title: str
    tells: str
    subject: str
    unless_chosen: Rhythm = Rhythm.DIGEST


CHOSEN: Mapping[EmailKind, Chosen] = MappingProxyType(
    {
        EmailKind.ALARMS: Chosen(
            title="Alarms that come into my hands",
            tells="A pupil did not arrive, and it is your turn to find out.",
            subject="An alarm is in your hands",
            unless_chosen=Rhythm.AT_ONCE,
        ),
        EmailKind.DEADLINES: Chosen(
            title="Leavers who are overdue",
            tells="The day on which they were to arrive has passed.",
            subject="A deadline has passed",
        ),
        EmailKind.JOINERS: Chosen(
            title="Expected pupils who are not confirmed",
            tells="The day for the answer has passed: have they come, or not?",
            subject="Expected pupils are not confirmed",
        ),
        EmailKind.DESTINATIONS: Chosen(
            title="Leavers who need a destination",
            tells="Nobody knows yet where they go.",
            subject="Leavers need a destination",
        ),
        EmailKind.RECORDS: Chosen(
            title="Records that wait to be collected",
            tells="They lie in the mailbox until somebody takes them out.",
            subject="Records wait to be collected",
        ),
        EmailKind.REVIEWS: Chosen(
            title="Reviews of access that are due",
            tells="Twice a year somebody looks through who can see your pupils.",
            subject="A review of access is due",
        ),
    }
)
"""What people choose. How they sign in is written to everybody: nobody can choose not to know of that."""

WORDS = {
    EmailKind.INVITATION: Words(
        subject="You have been invited to {service}",
        text=(
            "A colleague who administers your organisation has invited you to {service}.\n\n"
            "Choose a password and set up your second factor here:\n{link}\n\n"
            "The link works once, for three days. If you did not expect this, do nothing.\n"
        ),
    ),
    EmailKind.NEW_PASSWORD: Words(
        subject="Choose a new password for {service}",
        text=(
            "Somebody, most likely you, asked for a new password for {service}.\n\n"
            "Choose it here:\n{link}\n\n"
            "The link works once, for three days. If it was not you, do nothing: your password stays.\n"
        ),
    ),
}

DIGEST_SUBJECT = "What waits for you this morning"
REMINDER_END = "No details are in this e-mail: sign in to see them.\n\nChange what you get:\n{choices}\n"
"""How every e-mail of a chosen kind ends."""
