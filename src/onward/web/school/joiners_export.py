"""The pupils who come as rows of a table, for a file that leaves the service."""

from collections.abc import Iterator, Sequence
from typing import Final

from onward.operations.reading.joiners import JoinerSeen

HEADINGS: Final = (
    "Surname",
    "Forename",
    "Date of birth",
    "Sex",
    "SCN",
    "UPN",
    "Stage",
    "Standing",
    "Expected from",
    "Answer by",
    "Came on",
    "Protected",
    "Reference",
)


def exported(rows: Sequence[JoinerSeen]) -> Iterator[tuple[str, ...]]:
    """Yield the headings, and one row a pupil."""
    yield HEADINGS
    for row in rows:
        pupil = row.pupil
        days = (row.expected_from, row.due_on, row.arrived_on)
        yield (
            pupil.surname,
            pupil.forename,
            pupil.born.isoformat(),
            pupil.sex,
            pupil.scn,
            pupil.upn,
            pupil.stage,
            row.standing.value.replace("_", "-"),
            *(each.isoformat() if each else "" for each in days),
            "yes" if row.is_shielded else "no",
            str(row.id),
        )
