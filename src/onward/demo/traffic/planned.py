"""One planned message of the replay, and what is said in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from onward.demo.traffic.places import Outside
from onward.formats.forms import Kind, Protection


class Speaker(StrEnum):
    """Who says it: the school, or the authority that the school is listed under."""

    SCHOOL = "school"
    AUTHORITY = "authority"


Outcome = Literal[
    "",
    "home-education",
    "independent-school",
    "alternative-provision",
    "outside-scotland",
    "over-age",
    "died",
]
Evidence = Literal["", "authority", "reply", "document"]


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedMessage:
    """A message that an organisation sends at a simulated time.

    `number` is the message's own; `transfer_no` is shared by all messages of one move, and is how the
    driver finds the ids that the hub gave. `pupil` is the nation's number of the pupil; from
    `pupil_count` on it is a newcomer who is on nobody's roll. Schools are indexes into `nation.schools`.
    `on` is the leaving day of a departure, the arrival day of an arrival, else the day of the message.
    """

    number: int
    at: datetime
    kind: Kind
    transfer_no: int
    pupil: int
    school: int
    on: date
    stage: str = ""
    speaker: Speaker = Speaker.SCHOOL
    reason: str = ""
    destination: int | None = None
    outside: Outside | None = None
    previous_school: int | None = None
    protection: Protection | None = None
    is_announced: bool = False
    is_identified: bool = True
    has_record: bool = False
    is_permitted: bool = False
    outcome: Outcome = ""
    evidence: Evidence = ""
    is_last: bool = False


@dataclass(kw_only=True)
class Ids:
    """The ids that the hub answered: leavers by transfer number, joiners by transfer number and school."""

    leavers: Mapping[int, str] = field(default_factory=dict)
    joiners: Mapping[tuple[int, int], str] = field(default_factory=dict)
