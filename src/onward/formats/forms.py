"""What an organisation may say, independent of how it was written (JSON, CTF, CSV, XLSX).

These models validate one item each and are the source of the published JSON Schema. They know
nothing of the database: whether a school exists or a move is allowed is decided by the intake.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from onward.formats.form_fields import (
    Chi,
    Country,
    Day,
    EstabCode,
    Identifier,
    LeaCode,
    Note,
    OptionalIdentifier,
    OptionalText,
    Reason,
    Scn,
    SeedCode,
    Stage,
    Text,
    Upn,
    YesNo,
)


class Kind(StrEnum):
    """The kinds of message that an organisation may send (the hub alone sends `request` and `report`)."""

    DEPARTURE = "departure"
    RECORD = "record"
    ARRIVAL = "arrival"
    NO_ARRIVAL = "no-arrival"
    REDIRECT = "redirect"
    WITHDRAWAL = "withdrawal"
    CONFIRMATION = "confirmation"
    REQUEST = "request"
    REPORT = "report"


class Sex(StrEnum):
    """Sex as school systems record it."""

    FEMALE = "F"
    MALE = "M"
    NOT_KNOWN = "U"


class Protection(StrEnum):
    """The answer to "may the family's whereabouts be disclosed?". No answer behaves as protected."""

    PROTECTED = "protected"
    NOT_PROTECTED = "not-protected"


class Mark(StrEnum):
    """Marks that shorten a deadline, because the child is vulnerable."""

    CHILD_PROTECTION = "child-protection"
    LOOKED_AFTER = "looked-after"
    CONCERN = "concern"


class Form(BaseModel):
    """The base of every form: unknown fields are a fault, text is trimmed, values are frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class SchoolRef(Form):
    """A school, by SEED code and type (`8012345`, `primary`), or outside Scotland by code and name."""

    seed: SeedCode
    type: Literal["primary", "secondary", "special"]


class OutsidePlace(Form):
    """A place outside the network: a country, and what is known of the school or town there."""

    country: Country
    lea: LeaCode = ""
    estab: EstabCode = ""
    name: OptionalText = ""


class PupilDetails(Form):
    """Who the pupil is, as the sender states it."""

    surname: Text
    forename: Text
    middle_names: OptionalText = ""
    known_as_surname: OptionalText = ""
    known_as_forename: OptionalText = ""
    born: Day
    sex: Sex
    scn: Scn = ""
    upn: Upn = ""
    chi: Chi = ""
    stage: Stage = ""


class Departure(Form):
    """A school says that a pupil leaves."""

    kind: Literal[Kind.DEPARTURE] = Kind.DEPARTURE
    pupil: PupilDetails
    leaving_on: Day
    reason: Reason = ""
    destination: SchoolRef | None = None
    outside: OutsidePlace | None = None
    destination_note: Note = ""
    permission_documented: YesNo = False
    protection: Protection | None = None
    marks: Annotated[tuple[Mark, ...], Field(max_length=10)] = ()
    record: "RecordBody | None" = None


class RecordBody(Form):
    """The pupil's record: core details as the sender's own structure, and the documents that belong to it.

    `core` is any JSON object; `documents` are ids answered by the document upload.
    """

    core: dict[str, object] = Field(default_factory=dict)
    documents: Annotated[tuple[Identifier, ...], Field(max_length=50)] = ()


class Record(Form):
    """A school sends the record of a pupil who left: for a known leaver, or by who the pupil is."""

    kind: Literal[Kind.RECORD] = Kind.RECORD
    leaver: OptionalIdentifier = ""
    pupil: PupilDetails | None = None
    record: RecordBody


class Arrival(Form):
    """A school says that a pupil is on its roll: for an expected joiner, or a pupil nobody announced."""

    kind: Literal[Kind.ARRIVAL] = Kind.ARRIVAL
    joiner: OptionalIdentifier = ""
    pupil: PupilDetails | None = None
    arrived_on: Day
    provisional: YesNo = False
    previous_school: SchoolRef | None = None
    protection: Protection | None = None
    marks: Annotated[tuple[Mark, ...], Field(max_length=10)] = ()


class NoArrival(Form):
    """The school where a pupil was expected says: not here."""

    kind: Literal[Kind.NO_ARRIVAL] = Kind.NO_ARRIVAL
    joiner: Identifier
    note: Note = ""


class Redirect(Form):
    """The old school, or an authority, names a (new) destination."""

    kind: Literal[Kind.REDIRECT] = Kind.REDIRECT
    leaver: Identifier
    destination: SchoolRef | None = None
    outside: OutsidePlace | None = None


class Withdrawal(Form):
    """The old school takes a departure back: the pupil stays, or was created in error."""

    kind: Literal[Kind.WITHDRAWAL] = Kind.WITHDRAWAL
    leaver: Identifier
    why: Note = ""


class Confirmation(Form):
    """Somebody with the right to say so confirms what became of a leaver outside the network.

    `by` says on what evidence: the authority's word, a reply from there, or a document.
    """

    kind: Literal[Kind.CONFIRMATION] = Kind.CONFIRMATION
    leaver: Identifier
    outcome: Literal[
        "home-education",
        "independent-school",
        "alternative-provision",
        "outside-scotland",
        "over-age",
        "died",
    ]
    by: Literal["authority", "reply", "document"]
    on: Day


Said = Annotated[
    Departure | Record | Arrival | NoArrival | Redirect | Withdrawal | Confirmation,
    Field(discriminator="kind"),
]
