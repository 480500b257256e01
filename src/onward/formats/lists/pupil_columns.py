"""The columns that leaver and joiner lists share: who the pupil is, and what protects the child."""

from onward.formats.lists import cell_values as values
from onward.formats.lists.list_column import ListColumn

PUPIL_COLUMNS = (
    ListColumn(
        field="pupil.surname",
        heading="Surname",
        is_required=True,
        aliases=("Last name", "Family name", "Legal surname", "Pupil surname"),
        example="Sample",
    ),
    ListColumn(
        field="pupil.forename",
        heading="Forename",
        is_required=True,
        aliases=("First name", "Given name", "Legal forename", "Pupil forename", "Forenames"),
        example="Isla",
    ),
    ListColumn(field="pupil.middle_names", heading="Middle names", aliases=("Middle name", "Other names")),
    ListColumn(
        field="pupil.known_as_surname",
        heading="Known as surname",
        aliases=("Preferred surname", "Surname known as"),
    ),
    ListColumn(
        field="pupil.known_as_forename",
        heading="Known as forename",
        aliases=("Known as", "Preferred forename", "Preferred name", "Forename known as"),
        example="Izzy",
    ),
    ListColumn(
        field="pupil.born",
        heading="Date of birth",
        read=values.day,
        is_required=True,
        aliases=("DOB", "Birth date", "Date born", "Born"),
        example="14/05/2015",
    ),
    ListColumn(
        field="pupil.sex",
        heading="Sex",
        read=values.sex,
        is_required=True,
        aliases=("Gender",),
        example="F",
    ),
    ListColumn(
        field="pupil.scn",
        heading="SCN",
        read=values.digits(9),
        aliases=("Scottish Candidate Number", "Candidate number", "SCN number"),
        example="051234561",
    ),
    ListColumn(field="pupil.upn", heading="UPN", read=values.capitals, aliases=("Unique Pupil Number",)),
    ListColumn(
        field="pupil.chi",
        heading="CHI",
        read=values.digits(10),
        aliases=("CHI number", "Community Health Index"),
    ),
    ListColumn(
        field="pupil.stage",
        heading="Stage",
        read=values.capitals,
        aliases=("Year stage", "Class stage"),
        example="P6",
    ),
)
PROTECTING_COLUMNS = (
    ListColumn(
        field="protection",
        heading="Protected",
        read=values.protection,
        aliases=("Protection", "Whereabouts protected"),
        example="no",
        note="Yes or no: are the family's whereabouts protected? No answer is treated as yes.",
    ),
    ListColumn(
        field="marks",
        heading="Marks",
        read=values.marks,
        aliases=("Vulnerability", "Vulnerable"),
        example="concern",
        note="Why the child is vulnerable: child-protection, looked-after, concern; commas between.",
    ),
)
