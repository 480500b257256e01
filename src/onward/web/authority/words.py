"""How an authority's pages say where a transfer stands, in plain English."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from onward.formats.lists.choices import REASON_WORDS
from onward.transfers.models import AlarmLevel, WorklistKind
from onward.transfers.workflow import JoinerStanding, LeaverStanding
from onward.web.components import Tag

NOTICE: Final = "Located and safe; no further action. Whereabouts are not disclosed."
NO_REASON: Final = "Not given"

OUT: Final[Mapping[LeaverStanding, Tag]] = MappingProxyType(
    {
        LeaverStanding.OVERDUE: Tag(text="Overdue", tone="urgent"),
        LeaverStanding.NEEDS_DESTINATION: Tag(text="Needs a destination", tone="attention"),
        LeaverStanding.AWAITED: Tag(text="Awaited", tone="info"),
        LeaverStanding.AWAITING_CONFIRMATION: Tag(text="To be confirmed", tone="info"),
        LeaverStanding.SETTLED: Tag(text="Settled", tone="good"),
        LeaverStanding.ENDED: Tag(text="Ended", tone="neutral"),
        LeaverStanding.WITHDRAWN: Tag(text="Taken back", tone="neutral"),
    }
)
"""In the order in which they need attention."""

IN: Final[Mapping[JoinerStanding, Tag]] = MappingProxyType(
    {
        JoinerStanding.EXPECTED: Tag(text="Expected", tone="info"),
        JoinerStanding.ARRIVED: Tag(text="Arrived", tone="good"),
        JoinerStanding.NOT_HERE: Tag(text="Not here", tone="attention"),
        JoinerStanding.CANCELLED: Tag(text="Expected no longer", tone="neutral"),
    }
)

LEVELS: Final[Mapping[AlarmLevel, Tag]] = MappingProxyType(
    {
        AlarmLevel.SCHOOL: Tag(text="School", tone="info"),
        AlarmLevel.S2S: Tag(text="School to School", tone="attention"),
        AlarmLevel.CME: Tag(text="Missing from education", tone="urgent"),
    }
)

LATE: Final = Tag(text="Overdue", tone="urgent")

WHO: Final[Mapping[str, str]] = MappingProxyType(
    {
        "school_office": "the school",
        "s2s_coordinator": "the School to School co-ordinator",
        "cme_coordinator": "the co-ordinator for children missing from education",
    }
)

ASKED: Final[Mapping[WorklistKind, str]] = MappingProxyType(
    {kind: kind.label for kind in WorklistKind}
    | {WorklistKind.NOT_COLLECTED: "Collect what waits in the mailbox"}
)

OUT_MEANS: Final[Mapping[LeaverStanding, str]] = MappingProxyType(
    {
        LeaverStanding.OVERDUE: "Nobody has said in time where the pupil is.",
        LeaverStanding.NEEDS_DESTINATION: "Nobody has said which school the pupil goes to.",
        LeaverStanding.AWAITED: "The school that was named has been told to expect the pupil.",
        LeaverStanding.AWAITING_CONFIRMATION: "The pupil goes outside the network; that has to be confirmed.",
        LeaverStanding.SETTLED: NOTICE,
        LeaverStanding.ENDED: "The pupil no longer has to be at a school.",
        LeaverStanding.WITHDRAWN: "The school took this back: the pupil did not leave.",
    }
)

IN_MEANS: Final[Mapping[JoinerStanding, str]] = MappingProxyType(
    {
        JoinerStanding.EXPECTED: "The school has yet to say whether the pupil has come.",
        JoinerStanding.ARRIVED: "The school has the pupil on its roll.",
        JoinerStanding.NOT_HERE: "The school says that the pupil is not there.",
        JoinerStanding.CANCELLED: "The school was told not to expect the pupil any longer.",
    }
)


def reason_words(reason: str) -> str:
    """Return a leaving reason in words."""
    return REASON_WORDS.get(reason, NO_REASON)


def pupil_name(surname: str, forename: str) -> str:
    """Return a pupil's name as lists have it."""
    return f"{surname}, {forename}"
