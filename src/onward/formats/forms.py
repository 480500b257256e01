"""What an organisation may say, independent of how it was written (JSON, CTF, CSV, XLSX).

These models validate one item each and are the source of the published JSON Schema. They know
nothing of the database: whether a school exists or a move is allowed is decided by the intake.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=1, max_length=200)]
OptionalText = Annotated[str, Field(max_length=200)]


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

    seed: Annotated[str, Field(pattern=r"^\d{7}$")]
    type: Literal["primary", "secondary", "special"]


class OutsidePlace(Form):
    """A place outside the network: a country, and what is known of the school or town there."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z]{3})?$")]
    lea: Annotated[str, Field(pattern=r"^(\d{3})?$")] = ""
    estab: Annotated[str, Field(pattern=r"^(\d{4})?$")] = ""
    name: OptionalText = ""


class PupilDetails(Form):
    """Who the pupil is, as the sender states it."""

    surname: Text
    forename: Text
    middle_names: OptionalText = ""
    known_as_surname: OptionalText = ""
    known_as_forename: OptionalText = ""
    born: date
    sex: Sex
    scn: Annotated[str, Field(pattern=r"^(\d{9})?$")] = ""
    upn: Annotated[str, Field(pattern=r"^([A-Z]\d{11}[0-9A-Z])?$")] = ""
    chi: Annotated[str, Field(pattern=r"^(\d{10})?$")] = ""
    stage: Annotated[str, Field(pattern=r"^(P[1-7]|S[1-6]|SP|AD)?$")] = ""


class Departure(Form):
    """A school says that a pupil leaves."""

    kind: Literal[Kind.DEPARTURE] = Kind.DEPARTURE
    pupil: PupilDetails
    leaving_on: date
    reason: Annotated[str, Field(pattern=r"^(0[1-9]|1[0-3]|-)?$")] = ""
    destination: SchoolRef | None = None
    outside: OutsidePlace | None = None
    destination_note: Annotated[str, Field(max_length=500)] = ""
    permission_documented: bool = False
    protection: Protection | None = None
    marks: tuple[Mark, ...] = ()
    record: "RecordBody | None" = None


class RecordBody(Form):
    """The pupil's record: core details as the sender's own structure, and the documents that belong to it.

    `core` is any JSON object; `documents` are ids answered by the document upload.
    """

    core: dict[str, object] = Field(default_factory=dict)
    documents: tuple[Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")], ...] = ()


class Record(Form):
    """A school sends the record of a pupil who left: for a known leaver, or by who the pupil is."""

    kind: Literal[Kind.RECORD] = Kind.RECORD
    leaver: Annotated[str, Field(pattern=r"^([0-9a-f-]{36})?$")] = ""
    pupil: PupilDetails | None = None
    record: RecordBody


class Arrival(Form):
    """A school says that a pupil is on its roll: for an expected joiner, or a pupil nobody announced."""

    kind: Literal[Kind.ARRIVAL] = Kind.ARRIVAL
    joiner: Annotated[str, Field(pattern=r"^([0-9a-f-]{36})?$")] = ""
    pupil: PupilDetails | None = None
    arrived_on: date
    provisional: bool = False
    previous_school: SchoolRef | None = None
    protection: Protection | None = None
    marks: tuple[Mark, ...] = ()


class NoArrival(Form):
    """The school where a pupil was expected says: not here."""

    kind: Literal[Kind.NO_ARRIVAL] = Kind.NO_ARRIVAL
    joiner: Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
    note: Annotated[str, Field(max_length=500)] = ""


class Redirect(Form):
    """The old school, or an authority, names a (new) destination."""

    kind: Literal[Kind.REDIRECT] = Kind.REDIRECT
    leaver: Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
    destination: SchoolRef | None = None
    outside: OutsidePlace | None = None


class Withdrawal(Form):
    """The old school takes a departure back: the pupil stays, or was created in error."""

    kind: Literal[Kind.WITHDRAWAL] = Kind.WITHDRAWAL
    leaver: Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
    why: Annotated[str, Field(max_length=500)] = ""


class Confirmation(Form):
    """Somebody with the right to say so confirms what became of a leaver outside the network.

    `by` says on what evidence: the authority's word, a reply from there, or a document.
    """

    kind: Literal[Kind.CONFIRMATION] = Kind.CONFIRMATION
    leaver: Annotated[str, Field(pattern=r"^[0-9a-f-]{36}$")]
    outcome: Literal[
        "home-education",
        "independent-school",
        "alternative-provision",
        "outside-scotland",
        "over-age",
        "died",
    ]
    by: Literal["authority", "reply", "document"]
    on: date


Said = Annotated[
    Departure | Record | Arrival | NoArrival | Redirect | Withdrawal | Confirmation,
    Field(discriminator="kind"),
]
