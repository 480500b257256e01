"""What a leaver's standing means to the school that the pupil left, and what happens next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from onward.directory.register import Register
from onward.formats.lists.choices import REASON_WORDS
from onward.operations.reading.asks import Ask
from onward.operations.reading.leavers import LeaverSeen
from onward.transfers.policy_book import PolicyBook
from onward.transfers.workflow import LeaverStanding
from onward.web.components import Tag, Tone
from onward.web.countries import outside_words
from onward.web.directory import name_of
from onward.web.wording import day

NOTICE: Final = "Located and safe; no further action. Whereabouts are not disclosed."
NO_REASON: Final = "No reason given yet"


@dataclass(frozen=True, kw_only=True, slots=True)
class StandingWords:
    """A standing as a tag, and what it means in a sentence."""

    title: str
    tone: Tone
    means: str


STANDINGS: Final[Mapping[LeaverStanding, StandingWords]] = MappingProxyType(
    {
        LeaverStanding.NEEDS_DESTINATION: StandingWords(
            title="Needs a destination",
            tone="attention",
            means="Nobody has said which school the pupil goes to.",
        ),
        LeaverStanding.OVERDUE: StandingWords(
            title="Overdue",
            tone="urgent",
            means="Nobody has said in time where the pupil is. A co-ordinator is looking into it.",
        ),
        LeaverStanding.AWAITED: StandingWords(
            title="Awaited", tone="info", means="The new school has been told to expect the pupil."
        ),
        LeaverStanding.AWAITING_CONFIRMATION: StandingWords(
            title="To be confirmed",
            tone="info",
            means="The pupil goes outside the network, and somebody has to confirm that they are there.",
        ),
        LeaverStanding.SETTLED: StandingWords(title="Settled", tone="good", means=NOTICE),
        LeaverStanding.ENDED: StandingWords(
            title="Ended", tone="neutral", means="The pupil no longer has to be at a school."
        ),
        LeaverStanding.WITHDRAWN: StandingWords(
            title="Taken back", tone="neutral", means="Your school took this back: the pupil did not leave."
        ),
    }
)
"""In the order in which they need attention."""


def standing_tag(standing: LeaverStanding) -> Tag:
    """Return a standing as a tag."""
    return Tag(text=STANDINGS[standing].title, tone=STANDINGS[standing].tone)


def reason_words(reason: str) -> str:
    """Return a leaving reason in words, after its code."""
    return f"{REASON_WORDS[reason]} ({reason})" if reason in REASON_WORDS else NO_REASON


def destination_words(leaver: LeaverSeen, register: Register) -> str:
    """Return where the school itself said that the pupil goes; none: an empty text."""
    if leaver.named_id is not None:
        return name_of(leaver.named_id, register)
    return outside_words(leaver.outside_name, leaver.outside_country)


def answer_expected_by(leaver: LeaverSeen, policies: PolicyBook, register: Register) -> date | None:
    """Return the day by which an answer usually comes, counted from what the school itself said."""
    if leaver.leaving_on is None:
        return None
    policy = policies.policy_for(reason=leaver.reason, authority_id=leaver.authority_id, on=leaver.leaving_on)
    named = register.by_id.get(leaver.named_id) if leaver.named_id is not None else None
    calendar = register.calendar_of(named.authority_id if named else leaver.authority_id)
    return calendar.add_school_days(leaver.leaving_on, policy.school_days)


def expected_words(by: date, today: date) -> str:
    """Return by when an answer usually comes, or came."""
    return f"usually by {day(by)}" if by >= today else f"which was expected by {day(by)}"


def next_words(
    leaver: LeaverSeen, asks: Sequence[Ask], *, policies: PolicyBook, register: Register, today: date
) -> str:
    """Return what happens next and when: what the school is asked to do, else for what it waits."""
    if asks:
        first = min(asks, key=lambda each: each.due_on or date.max)
        return f"{first.kind.label}{f', by {day(first.due_on)}' if first.due_on else ''}"
    by = answer_expected_by(leaver, policies, register)
    usually = f", {expected_words(by, today)}" if by else ""
    return {
        LeaverStanding.NEEDS_DESTINATION: "Say where the pupil went",
        LeaverStanding.OVERDUE: "The co-ordinator finds out where the pupil is",
        LeaverStanding.AWAITED: f"{name_of(leaver.named_id, register) or 'The new school'} answers{usually}",
        LeaverStanding.AWAITING_CONFIRMATION: f"Somebody confirms where the pupil is{usually}",
    }.get(leaver.standing, "Nothing more to do")
