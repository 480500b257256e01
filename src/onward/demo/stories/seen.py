"""What a story speaks of and sees: schools, and the hub's answers to them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from onward.formats.forms import SchoolRef

Shown = Mapping[str, Any]
"""An answer of the API as it came, in JSON."""
SEED_TO_CLOSE = "8999999"
"""The code of a school that is listed for the stories, to be closed; the nation's codes end before it."""


@dataclass(frozen=True, kw_only=True)
class School:
    """A school of the directory, as a story speaks of it."""

    key: str
    name: str
    authority: str
    authority_name: str

    @property
    def seed(self) -> str:
        """Return the SEED code."""
        return self.key.partition("-")[0]

    @property
    def ref(self) -> SchoolRef:
        """Return how a form names the school."""
        seed, _, kind = self.key.partition("-")
        return SchoolRef.model_validate({"seed": seed, "type": kind})

    def __str__(self) -> str:
        """Return the school's name."""
        return self.name


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """The hub's answer to one thing that a school said: `accepted` or `refused`.

    `leaver` and `joiner` are the school's own; `told` are the codes of faults and warnings.
    """

    state: str
    message: str = ""
    leaver: str = ""
    joiner: str = ""
    told: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LineVerdict:
    """The hub's answer to one line or pupil of a file: `accepted`, `repeated` or `refused`.

    `is_same_departure` says that the pupil's departure was known, though not in these words.
    """

    state: str
    faults: tuple[Shown, ...]
    is_same_departure: bool


@dataclass(frozen=True, kw_only=True)
class Leaver:
    """What an old school sees of a pupil who left.

    `receipts` say for each kind of message, and each school that the old school named, how far it is.
    """

    standing: str
    notice: str
    asked: tuple[str, ...]
    receipts: tuple[tuple[str, str, str], ...]
    shown: Shown


@dataclass(frozen=True, kw_only=True)
class Joiner:
    """What a school sees of a pupil who comes. One whom it does not see at all is `unseen`."""

    id: str = ""
    standing: str = "unseen"
    due_on: date = date.max


@dataclass(frozen=True, kw_only=True)
class Received:
    """One message that a school's system has taken out of its mailbox, with what it says."""

    kind: str
    said: Shown = field(repr=False)
