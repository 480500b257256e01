"""What can be wrong with a Common Transfer File, by stable code. Rows of `formats.fault_table`."""

from onward.formats.fault_kind import FaultKind
from onward.foundation.faults import Fault, Level

EMPTY = FaultKind("ctf-empty", "The file is empty.", "Export the file again.")
NOT_XML = FaultKind(
    "ctf-not-xml",
    "The file is not XML.",
    "Send the file as it was exported: not zipped, not printed, not opened and saved in another program.",
)
NOT_A_CTF = FaultKind(
    "ctf-not-a-ctf",
    "The file is XML, but not a Common Transfer File.",
    "Export a Common Transfer File; its first element is CTfile.",
)
DOCTYPE = FaultKind(
    "ctf-doctype",
    "The file declares a document type, which transfer files never do.",
    "Export the file again from the school's own system, without a DOCTYPE and entities.",
)
FILE_TOO_LARGE = FaultKind(
    "ctf-file-too-large",
    "The file is larger than {limit}; nothing after this place was read.",
    "Export fewer pupils into each file. Sending a pupil again doubles nothing.",
)
TAG_TOO_LONG = FaultKind(
    "ctf-tag-too-long",
    "One tag, attribute or comment is longer than {limit}; nothing after this place was read.",
    "Export the file again; if that does not help, ask the supplier of the system.",
)
MALFORMED = FaultKind(
    "ctf-malformed",
    "The XML is broken here: {expected}.",
    "Export this pupil again. The pupils before and after the break are not affected.",
)
TOO_BROKEN = FaultKind(
    "ctf-too-broken",
    "The XML is broken in more than {limit} places; nothing after this one was read.",
    "Export the file again; if that does not help, ask the supplier of the system.",
)
HEADER_MALFORMED = FaultKind(
    "ctf-header-malformed",
    "The XML is broken before the first pupil, so nothing was read.",
    "Export the file again.",
)
TRUNCATED = FaultKind(
    "ctf-truncated",
    "The file ends before it should.",
    "Send the whole file again. The pupils that were complete are not doubled by that.",
)
HEADER_MISSING = FaultKind(
    "ctf-header-missing",
    "The file has no Header that says where it comes from and goes to.",
    "Export the file again with its Header, or name it LLLSSSS_CTF_LLLSSSS_nnn.xml.",
)
NO_PUPILS = FaultKind(
    "ctf-no-pupils", "The file holds no pupils.", "Choose the pupils and export the file again."
)
PUPIL_TOO_LARGE = FaultKind(
    "ctf-pupil-too-large",
    "This pupil's part of the file is larger than is accepted.",
    "Send documents apart, and export this pupil again without them.",
)
PUPIL_TOO_DEEP = FaultKind(
    "ctf-pupil-too-deep",
    "Elements are nested deeper than in any transfer file.",
    "Export this pupil again; if that does not help, ask the supplier of the system.",
)
DATE_UNREADABLE = FaultKind(
    "ctf-date-unreadable",
    "This is not a date that can be read with certainty.",
    "Write dates as year, month, day, for example 2012-05-04.",
)
LEAVING_DATE_MISSING = FaultKind(
    "ctf-leaving-date-missing",
    "Nothing in the file says when the pupil left.",
    "Enter the leaving date at the pupil's last school in SchoolHistory and export this pupil again.",
)

NAME_UNREADABLE = FaultKind(
    "ctf-name-unreadable",
    "The file name does not follow the pattern of transfer files. The Header was believed.",
    "Name files LLLSSSS_CTF_LLLSSSS_nnn.xml: source, destination, serial number.",
)
NAME_DIFFERS = FaultKind(
    "ctf-name-differs",
    "The file name and the Header differ in the {heading}. The Header was believed.",
    "Check where the file was meant to go; if the Header is wrong, export the file again.",
)
NAME_BELIEVED = FaultKind(
    "ctf-name-believed",
    "The Header leaves the {heading} out, so it was taken from the file name.",
    "Check that the file name is right; complete the Header in the exporting system.",
)
HEADER_INCOMPLETE = FaultKind(
    "ctf-header-incomplete",
    "The Header leaves the {heading} out.",
    "Complete the Header in the exporting system.",
)
VERSION_UNKNOWN = FaultKind(
    "ctf-version-unknown",
    "The file does not say that it is of one of the versions {choices}. It was read as if it were.",
    "Check that everything was read, and update the exporting system if it is old.",
)
ONE_PUPIL_ONLY = FaultKind(
    "ctf-one-pupil-only",
    "A file to an unknown destination should hold one pupil. All of them were read.",
    "Next time export a file for each pupil.",
)
UNKNOWN_SECTION = FaultKind(
    "ctf-unknown-section",
    "The file holds a section outside any pupil that is not known. It was not read.",
    "Check that nothing in it is needed.",
)
SEX_UNCLEAR = FaultKind(
    "ctf-sex-unclear",
    "The sex is missing, or not one of {choices}. It was read as not known.",
    "Enter one of {choices} in the school's system.",
)
UPN_UNREADABLE = FaultKind(
    "ctf-upn-unreadable",
    "This is not a Unique Pupil Number: it has another form, or its check letter does not fit.",
    "Correct the number in the school's system. The pupil was read without it; the record keeps it.",
)
SCN_UNREADABLE = FaultKind(
    "ctf-scn-unreadable",
    "This is not a Scottish Candidate Number: it has not nine digits, or its check digit does not fit.",
    "Correct the number in the school's system. The pupil was read without it; the record keeps it.",
)
NAME_IN_CAPITALS = FaultKind(
    "ctf-name-in-capitals",
    "The name is written in capitals throughout. It was kept as it is.",
    "Correct the name in the school's system if you can.",
)
LEAVING_DATE_FROM_LAST_SCHOOL = FaultKind(
    "ctf-leaving-date-from-last-school",
    "The leaving date was taken from the school marked as the last one; its number is not the sender's.",
    "Check the date. An old number of the same school does no harm.",
)
LEAVING_DATE_FROM_HEADER = FaultKind(
    "ctf-leaving-date-from-header",
    "No leaving date is given, so the day on which the file was made was taken.",
    "Enter the leaving date at the pupil's last school in SchoolHistory and send the pupil again.",
)
REASON_DERIVED = FaultKind(
    "ctf-reason-derived",
    "The leaving reason was taken from the file's destination where a pupil has none.",
    "If the reason is another one, send it.",
)
DESTINATION_UNREADABLE = FaultKind(
    "ctf-destination-unreadable",
    "The destination is no school's number, no authority, not XXXXXXX and not MMMMMMM.",
    "Enter the three-digit LEA and the four-digit Estab of the destination.",
)
DESTINATION_READ_AS_SEED = FaultKind(
    "ctf-destination-read-as-seed",
    "The destination's number was read as the SEED code of a school in the network.",
    "If a school in England or Wales was meant, redirect the pupils.",
)
UNKNOWN_ELEMENTS = FaultKind(
    "ctf-unknown-elements",
    "Some elements are not known. They were kept as they are: {heading}.",
    "Check whether the next school needs to be told what they say.",
)
TEXT_MENDED = FaultKind(
    "ctf-text-mended",
    "Some characters could not be read as the file declares them ({place}).",
    "Check the accented letters and signs of this pupil.",
)
ENCODING_OTHER = FaultKind(
    "ctf-encoding-other",
    "The file is in {expected}, not in UTF-8. It was read as it declares.",
    "Nothing needs to be done now; ask the supplier to write UTF-8, which is safer.",
)
ENCODING_WRONG = FaultKind(
    "ctf-encoding-wrong",
    "The file declares {expected}, but {place}. It was read as that.",
    "Check accented letters, and ask the supplier to declare the encoding that the system writes.",
)

CTF_FAULTS: tuple[FaultKind, ...] = (
    EMPTY,
    NOT_XML,
    NOT_A_CTF,
    DOCTYPE,
    FILE_TOO_LARGE,
    TAG_TOO_LONG,
    MALFORMED,
    TOO_BROKEN,
    HEADER_MALFORMED,
    TRUNCATED,
    HEADER_MISSING,
    NO_PUPILS,
    PUPIL_TOO_LARGE,
    PUPIL_TOO_DEEP,
    DATE_UNREADABLE,
    LEAVING_DATE_MISSING,
)
CTF_WARNINGS: tuple[FaultKind, ...] = (
    NAME_UNREADABLE,
    NAME_DIFFERS,
    NAME_BELIEVED,
    HEADER_INCOMPLETE,
    VERSION_UNKNOWN,
    ONE_PUPIL_ONLY,
    UNKNOWN_SECTION,
    SEX_UNCLEAR,
    UPN_UNREADABLE,
    SCN_UNREADABLE,
    NAME_IN_CAPITALS,
    LEAVING_DATE_FROM_LAST_SCHOOL,
    LEAVING_DATE_FROM_HEADER,
    REASON_DERIVED,
    DESTINATION_UNREADABLE,
    DESTINATION_READ_AS_SEED,
    UNKNOWN_ELEMENTS,
    TEXT_MENDED,
    ENCODING_OTHER,
    ENCODING_WRONG,
)


def found(kind: FaultKind, path: str, **words: str) -> Fault:
    """Return a fault of this kind, or a warning where the kind is one. `words` fill its texts."""
    return Fault(
        path=path,
        code=kind.code,
        message=kind.title.format(**words),
        mend=kind.mend.format(**words),
        level=Level.WARNING if kind in CTF_WARNINGS else Level.FAULT,
    )
