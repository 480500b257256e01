"""How messages and their states are called on pages."""

from dataclasses import dataclass
from typing import Final

from onward.messaging.workflow import DeliveryState
from onward.web.components import Tag


@dataclass(frozen=True, slots=True)
class KindWords:
    """A kind of message: what it is called, and what it brings."""

    title: str
    text: str


KINDS: Final = {
    "departure": KindWords(
        "Departure", "A school says that a pupil leaves it for yours, with first details."
    ),
    "record": KindWords("Record", "The record of a pupil who comes to you, perhaps with documents."),
    "request": KindWords("Request for a record", "The record of a pupil who left you is wanted."),
    "report": KindWords("Report", "The hub tells you what became of something that you sent."),
}

TAGS: Final = {
    DeliveryState.AVAILABLE: Tag(text="New", tone="info"),
    DeliveryState.EXPIRED: Tag(text="Not collected in time", tone="urgent"),
    DeliveryState.COLLECTED: Tag(text="Collected", tone="attention"),
    DeliveryState.ACKNOWLEDGED: Tag(text="Acknowledged", tone="attention"),
    DeliveryState.FILED: Tag(text="Filed", tone="good"),
    DeliveryState.READDRESSED: Tag(text="Passed on"),
}
