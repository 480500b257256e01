"""What the first page shows: for each role, what needs somebody now. Every count opens the list it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from onward.operations.reading.needs import AuthorityNeeds, SchoolNeeds
from onward.operations.reading.newcomers import Group
from onward.transfers.models import AlarmLevel
from onward.transfers.workflow import LeaverStanding
from onward.web.components import Count, Link, Tone

URGENT: Final[Tone] = "urgent"


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """One heading with its counts."""

    title: str
    counts: Sequence[Count]


@dataclass(frozen=True, kw_only=True, slots=True)
class HomePage:
    """The first page: counts under their headings, and what one comes here to do."""

    sections: Sequence[Section]
    actions: Sequence[Link]


def needs_now(counts: Sequence[Count]) -> Section:
    """Return the counts of what needs somebody now; where there is nothing, the section says so instead."""
    if any(each.number for each in counts):
        return Section(title="Needs you now", counts=counts)
    return Section(title="Nothing needs you now", counts=())


def school_home(needs: SchoolNeeds) -> HomePage:
    """Return a school office's first page."""
    leavers, newcomers = needs.leavers, needs.newcomers
    return HomePage(
        sections=(
            needs_now(
                counts=(
                    _count(needs.asked, "things asked of you", "worklist", tone=URGENT),
                    _count(newcomers[Group.OVERDUE], "pupils overdue here", "joiners", group="overdue"),
                    _count(needs.new_post, "records to collect", "mailbox"),
                    _leaver(leavers, LeaverStanding.NEEDS_DESTINATION, "leavers without a destination"),
                ),
            ),
            Section(
                title="Under way",
                counts=(
                    _count(newcomers[Group.EXPECTED], "pupils expected", "joiners", group="expected"),
                    _count(needs.taken_post, "records not yet filed", "mailbox", state="collected"),
                    _leaver(leavers, LeaverStanding.AWAITED, "leavers on their way"),
                    _leaver(leavers, LeaverStanding.OVERDUE, "leavers overdue"),
                ),
            ),
        ),
        actions=(
            Link(text="Add a leaver", href=reverse("new_leaver")),
            Link(text="Send a file", href=reverse("files")),
            Link(text="Add a pupil who has come", href=reverse("new_joiner")),
        ),
    )


def authority_home(needs: AuthorityNeeds, alarms: Mapping[AlarmLevel, int]) -> HomePage:
    """Return a co-ordinator's first page."""
    return HomePage(
        sections=(
            needs_now(
                counts=(
                    _count(sum(alarms.values()), "open alarms", "authority_alarms", tone=URGENT),
                    _count(
                        alarms[AlarmLevel.CME],
                        "alarms for missing from education",
                        "authority_alarms",
                        level=AlarmLevel.CME.value,
                    ),
                    _count(
                        needs.expected_overdue,
                        "pupils overdue at your schools",
                        "authority_in",
                        standing="overdue",
                    ),
                    _count(needs.no_reason, "leavers without a reason", "authority_out", missing="reason"),
                ),
            ),
            Section(
                title="Under way",
                counts=(
                    _count(
                        sum(needs.leavers.values()), "pupils who left and are not settled", "authority_out"
                    ),
                    _count(needs.expected, "pupils expected at your schools", "authority_in"),
                ),
            ),
        ),
        actions=(Link(text="Schools that need help", href=reverse("authority_schools")),),
    )


def _leaver(leavers: Mapping[LeaverStanding, int], standing: LeaverStanding, text: str) -> Count:
    return _count(leavers[standing], text, "leavers", standing=standing.value)


def _count(number: int, text: str, name: str, *, tone: Tone = "neutral", **query: str) -> Count:
    address = f"{reverse(name)}?{urlencode(query)}" if query else reverse(name)
    return Count(number=number, text=text, href=address, tone=tone if number else "neutral")
