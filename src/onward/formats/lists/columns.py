"""The columns of leaver and joiner lists: headings, the names other systems give them, and their fields."""

from types import MappingProxyType

from onward.formats.lists import cell_values as values
from onward.formats.lists.list_column import ListColumn, ListKind
from onward.formats.lists.pupil_columns import PROTECTING_COLUMNS, PUPIL_COLUMNS

_LEAVING = (
    ListColumn(
        field="leaving_on",
        heading="Leaving date",
        read=values.day,
        is_required=True,
        aliases=("Date of leaving", "Date left", "Leave date", "Left on", "Leaver date"),
        example="31/10/2025",
    ),
    ListColumn(
        field="reason",
        heading="Leaving reason",
        read=values.reason,
        aliases=("Reason for leaving", "Reason", "Leaving code", "Leaving reason code", "Leaver reason"),
        example="01",
    ),
    ListColumn(
        field="destination.seed",
        heading="Destination SEED",
        read=values.digits(7),
        aliases=("SEED", "SEED code", "Destination SEED code", "New school SEED", "Destination school code"),
        example="8012345",
    ),
    ListColumn(
        field="destination.type",
        heading="Destination school type",
        read=values.school_type,
        aliases=("School type", "Destination type", "Sector"),
        example="primary",
    ),
    ListColumn(
        field="outside.country",
        heading="Destination country",
        read=values.country,
        aliases=("Country", "Country code"),
        note="Where the destination is outside the network: the country's code, such as FR or GB-ENG.",
    ),
    ListColumn(
        field="outside.lea",
        heading="Destination LEA",
        read=values.digits(3),
        aliases=("LEA", "LEA number", "LA number"),
    ),
    ListColumn(
        field="outside.estab",
        heading="Destination Estab",
        read=values.digits(4),
        aliases=("Estab", "Estab number", "DfE number"),
    ),
    ListColumn(
        field="outside.name",
        heading="Destination place",
        aliases=("Destination name", "Destination town", "Place"),
    ),
    ListColumn(
        field="destination_note",
        heading="Destination note",
        aliases=("Destination notes", "Destination comment"),
    ),
    ListColumn(
        field="permission_documented",
        heading="Permission documented",
        read=values.yes_no,
        aliases=("Exceptional permission", "Permission to leave"),
        note="Yes where permission to leave before the end of compulsory school age is documented.",
    ),
)
_ARRIVING = (
    ListColumn(
        field="arrived_on",
        heading="Arrival date",
        read=values.day,
        is_required=True,
        aliases=(
            "Date of arrival",
            "Date joined",
            "Joining date",
            "Entry date",
            "Admission date",
            "Start date",
        ),
        example="03/11/2025",
    ),
    ListColumn(
        field="joiner",
        heading="Joiner",
        aliases=("Joiner id", "Joiner identifier", "Joiner reference"),
        note="The identifier from your list of joiners. With it the pupil's details may be left out.",
    ),
    ListColumn(
        field="provisional",
        heading="Provisional",
        read=values.yes_no,
        note="Yes where the enrolment is only provisional yet.",
    ),
    ListColumn(
        field="previous_school.seed",
        heading="Previous school SEED",
        read=values.digits(7),
        aliases=("Previous SEED", "Previous SEED code", "SEED", "SEED code", "Previous school code"),
        example="8054321",
    ),
    ListColumn(
        field="previous_school.type",
        heading="Previous school type",
        read=values.school_type,
        aliases=("Previous type", "School type"),
        example="primary",
    ),
)

COLUMNS = MappingProxyType(
    {
        ListKind.LEAVERS: (*PUPIL_COLUMNS, *_LEAVING, *PROTECTING_COLUMNS),
        ListKind.JOINERS: (*PUPIL_COLUMNS, *_ARRIVING, *PROTECTING_COLUMNS),
    }
)
