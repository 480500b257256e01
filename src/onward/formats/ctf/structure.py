"""The elements of a transfer file as data: the reader knows what is listed, the writer follows its order.

Whatever a file holds beyond this list is kept by the reader as unknown, with its path.
"""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Part:
    """One element: a text where it has no parts, else a group of parts in their order.

    `repeats` makes it a list; `flag` means that its mere presence says "true".
    """

    name: str
    parts: tuple["Part", ...] = ()
    repeats: bool = False
    flag: bool = False

    @cached_property
    def listed(self) -> "Part | None":
        """Return the one repeating part of a group that has no other: such a group is a list."""
        return self.parts[0] if len(self.parts) == 1 and self.parts[0].repeats else None

    @cached_property
    def by_name(self) -> dict[str, "Part"]:
        """Return the parts by name, and by their name in small letters."""
        small = {part.name.lower(): part for part in self.parts}
        return small | {part.name: part for part in self.parts}

    def find(self, name: str) -> "Part | None":
        """Return the part of this name; letter case is forgiven."""
        return self.by_name.get(name) or self.by_name.get(name.lower())


def texts(names: str) -> tuple[Part, ...]:
    """Return text elements for names separated by spaces."""
    return tuple(Part(name) for name in names.split())


def group(name: str, *parts: Part) -> Part:
    """Return an element that holds others."""
    return Part(name, parts)


def each(name: str, *parts: Part) -> Part:
    """Return an element that may come several times."""
    return Part(name, parts, repeats=True)


_BS7666 = group(
    "BS7666Address",
    *texts("PAON SAON Street Locality Town AdministrativeArea PostTown UniquePropertyReferenceNumber"),
)
_LINES = group("AddressLines", *texts("AddressLine1 AddressLine2 AddressLine3 AddressLine4 AddressLine5"))
_AS_PUPIL = Part("AddressAsPupil", flag=True)
_PHONES = group("Phones", each("Phone", *texts("TelephoneType PhoneNo")))
_ADDRESS = group("Address", _BS7666, _LINES, *texts("County PostCode Zip Country Easting Northing"))
_CONTACT_ADDRESS = group("Address", *_ADDRESS.parts, _AS_PUPIL)

_BASIC_DETAILS = group(
    "BasicDetails",
    *texts("FormerUPN PreferredSurname PreferredForename FormerSurname FormerForename MiddleNames"),
    *texts("NCyearActual Ethnicity EthnicitySource"),
    group("Languages", each("Type", *texts("LanguageType Language"))),
    Part("MedicalFlag"),
    group("Disabilities", each("Disability")),
    Part("EnrolStatus"),
)
_FSM = group(
    "FSMhistory",
    *texts("FSMreviewDate UKcountry"),
    each("FSMinstance", *texts("FSMstartDate FSMendDate UKcountry")),
)
_SEN = group(
    "SENhistory",
    each("SEN", *texts("StartDate EndDate SENprovision")),
    group("SENneeds", each("SENneed", *texts("SENtypeRank SENtype"))),
)
_CONTACTS = group(
    "Contacts",
    each(
        "Contact",
        *texts("Order Title Surname Forename MiddleNames Sex Gender Relationship Responsibility"),
        _CONTACT_ADDRESS,
        _AS_PUPIL,
        _PHONES,
        Part("Email"),
    ),
)
_ATTENDANCE = group(
    "Attendance",
    each(
        "YearData",
        *texts("Year LEA Estab SchoolName SessionsPossible SessionsAuthorised SessionsAttended"),
        *texts("SessionsUnauthorised AttendanceStartDate AttendanceMarks"),
    ),
)
_ASSESSMENT = each(
    "StageAssessment",
    *texts("Locale Year Subject Method Component ResultStatus ResultQualifier Result ResultDate"),
)
_ASSESSMENTS = group("StageAssessments", each("KeyStage", Part("Stage"), _ASSESSMENT))
_HISTORY = group(
    "SchoolHistory",
    each("School", *texts("LEA Estab URN SchoolName EntryDate LeavingDate LeavingReason LastSchool")),
)

IDENTITY = texts("UPN Surname Forename DOB Sex Gender")
NUMBERS = texts("ApplicationReference UniqueLearnerNumber UCI")
SECTIONS = (
    _BASIC_DETAILS,
    _FSM,
    group("LookedAfter", *texts("InCare CareAuthority")),
    _SEN,
    _ADDRESS,
    _PHONES,
    Part("Email"),
    _CONTACTS,
    _ATTENDANCE,
    _ASSESSMENTS,
    _HISTORY,
)
PUPIL = group("Pupil", *NUMBERS, *IDENTITY, *SECTIONS)
PUPIL_25 = group(
    "Pupil", *texts("ApplicationReference UPN UniqueLearnerNumber UCI Surname Forename DOB Sex"), *SECTIONS
)
CORE = group("core", *NUMBERS, *SECTIONS)

HEADER = group(
    "Header",
    *texts("DocumentName CTFversion DateTime DocumentQualifier DataDescriptor SupplierID"),
    group("SourceSchool", *texts("LEA Estab URN SchoolName AcademicYear")),
    group("DestSchool", *texts("LEA Estab URN SchoolName")),
)
