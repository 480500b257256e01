"""The e-mails that there are, as a table: what each is for, and its words. `{link}` is where to go."""

from dataclasses import dataclass
from enum import StrEnum


class EmailKind(StrEnum):
    """What an e-mail is about."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new-password"  # noqa: S105 -- the name of a kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The subject and the text of one kind. Neither names a child, a school or a person."""

    subject: str
    text: str


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
