"""What the intake found wrong, tied to the fields of a form in words for people who see the form."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from django import forms

from onward.foundation.faults import Fault, Level

SENT_BEFORE: Final = "duplicate-key-other-content"
WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "already-settled": "This pupil is settled already. Ask your co-ordinator if that is wrong.",
        "move-not-allowed": "This cannot be said at the present stage. See what happens next for the pupil.",
        "leaver-unknown": "Your school has no such leaver.",
        "school-closed": "This school has closed. Choose the school that the pupil goes to now.",
        "school-unknown": "This school is no longer in the directory. Search for it again.",
        "destination-is-origin": "This is your own school. Choose the school that the pupil goes to.",
        "scn-invalid": "This is not a Scottish Candidate Number. Check the nine digits.",
        "upn-invalid": "This is not a Unique Pupil Number. Check the thirteen characters.",
        "born-implausible": "Check the date of birth: it does not fit a pupil.",
        "leaving-date-too-early": "The leaving date is too long ago. Check it.",
        "leaving-date-too-late": "The leaving date is too far ahead. Check it.",
        "date-in-future": "This date is in the future. Say it when it has happened.",
        "empty-field": "Fill this in.",
        "missing-field": "Fill this in.",
        SENT_BEFORE: "You have sent this form already, and nothing was doubled.",
        "not-taken": "The hub could not take this. Send it again; nothing was doubled.",
    }
)
"""Where the table of faults speaks to programmers, these speak to a school office."""

_HEADING: Final = re.compile(r'column "(.*)"$')
MEND_SAYS_ALL: Final = frozenset({"wrong-format", "wrong-choice"})


def words_of(found: Fault) -> str:
    """Return what is wrong and how to mend it."""
    if found.code in MEND_SAYS_ALL:
        return found.mend
    return WORDS.get(found.code) or f"{found.message} {found.mend}"


def heading_of(found: Fault) -> str:
    """Return the heading of the column of a list that a fault is in; none: an empty text."""
    place = _HEADING.search(found.path)
    return place[1] if place else ""


def faults_only(found: Iterable[Fault]) -> list[Fault]:
    """Return those that stopped the item."""
    return [each for each in found if each.level is Level.FAULT]


def place_faults(form: forms.Form, found: Iterable[Fault], fields: Mapping[str, str]) -> None:
    """Add faults to a form's fields by their paths; what belongs to no field stands above them all."""
    for each in faults_only(found):
        name = fields.get(each.path)
        form.add_error(name if name in form.fields else None, words_of(each))
