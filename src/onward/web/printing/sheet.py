"""What is set as a PDF: shapes of text, complete, and taken from the presenter of a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from onward.web.components import Fact, Happening, Tag

CONFIDENTIAL = (
    "Confidential: personal data of a child. Keep it locked away, and destroy it when it is of no more use."
)
PROTECTED = "Protected: nobody who does not need it for their work may learn from this where the child is."


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A part of a sheet under a heading of its own: sentences, then facts, then what happened."""

    title: str
    sentences: Sequence[str] = ()
    facts: Sequence[Fact] = ()
    happenings: Sequence[Happening] = ()

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing under the heading."""
        return not (self.sentences or self.facts or self.happenings)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One document. `kind` is what programs show as its title, and names no child; `title` is its heading."""

    kind: str
    title: str
    caption: str = ""
    lead: str = ""
    tags: Sequence[Tag] = ()
    parts: Sequence[Part] = ()
    is_protected: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """Who takes a sheet out of the service, when, and under which reference the log has it."""

    by: str
    organisation: str
    at: str
    reference: str

    def words(self) -> str:
        """Return it in one line, for the foot of every page."""
        return f"Printed by {self.by}, {self.organisation}, {self.at}. Reference {self.reference}."


def is_protected(tags: Sequence[Tag]) -> bool:
    """Say whether the tags of a page tell of a protected child."""
    return any(each.tone == "protected" for each in tags)
