"""Faults in the form of one item: found without a database, whichever way the item was written."""

from onward.formats.fault_kind import FaultKind

ITEM_FAULTS = (
    FaultKind(
        "missing-field",
        "A required field is missing.",
        "Add the field and send the item again.",
    ),
    FaultKind(
        "empty-field",
        "This field must not be empty.",
        "Fill the field in and send the item again.",
    ),
    FaultKind(
        "unexpected-field",
        "This field does not belong here.",
        "Remove the field, or check the spelling of its name.",
    ),
    FaultKind(
        "wrong-type",
        "This must be {expected}.",
        "Send {expected}. Leave an optional field out rather than sending null.",
    ),
    FaultKind(
        "wrong-format",
        "This is not written in the expected form.",
        "Write it as {expected}.",
    ),
    FaultKind(
        "no-such-day",
        "There is no such day.",
        "Check the day and the month, and write a day that exists.",
    ),
    FaultKind(
        "wrong-choice",
        "This is not one of the permitted values.",
        "Use one of: {choices}.",
    ),
    FaultKind(
        "text-too-long",
        "This text is longer than {limit} characters.",
        "Shorten the text to {limit} characters or fewer.",
    ),
    FaultKind(
        "text-unreadable",
        "This text holds control characters or broken characters.",
        "Remove characters that cannot be seen, and send the text as UTF-8.",
    ),
    FaultKind(
        "too-many-items",
        "There are more than {limit} entries here.",
        "Send at most {limit} entries at once, and the others separately.",
    ),
    FaultKind(
        "further-faults",
        "There are more than {limit} faults in this item; the others are not listed.",
        "Mend those that are listed, and check that the item is what you meant to send.",
    ),
    FaultKind(
        "scn-invalid",
        "This is not a valid Scottish Candidate Number: its check digit does not agree.",
        "Check the nine digits against the pupil's record, leading zeros included.",
    ),
    FaultKind(
        "upn-invalid",
        "This is not a valid Unique Pupil Number: its check letter does not agree.",
        "Check the thirteen characters against the pupil's record in England or Wales.",
    ),
    FaultKind(
        "chi-invalid",
        "This is not a valid Community Health Index number: its check digit does not agree.",
        "Check the ten digits, leading zeros included, or leave the number out.",
    ),
    FaultKind(
        "born-implausible",
        "The date of birth does not fit a pupil: it is in the future or more than 25 years before.",
        "Check the day, month and year of birth.",
    ),
    FaultKind(
        "date-in-future",
        "This date is in the future.",
        "Send the item when it has happened, or correct the date.",
    ),
    FaultKind(
        "pupil-not-named",
        "The item does not say which pupil it is about.",
        "Give the pupil's details, or the identifier of the expected joiner or known leaver.",
    ),
    FaultKind(
        "two-destinations",
        "The item names both a school in the network and a place outside it.",
        "Give either the destination or the place outside the network, not both.",
    ),
    FaultKind(
        "key-invalid",
        "The idempotency key must be 1 to 200 printable characters without spaces.",
        "Use a fresh identifier such as a UUID for each item.",
    ),
)
