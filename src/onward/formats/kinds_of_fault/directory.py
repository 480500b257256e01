"""Faults of a school list or a list of holidays. All of it is open data, so keys and codes may be named."""

from onward.formats.fault_kind import FaultKind

DIRECTORY_FAULTS = (
    FaultKind(
        "authority-unknown",
        "No authority with this code is in the directory.",
        "Use the three-digit code of education statistics; 900 is the grant-aided sector.",
    ),
    FaultKind(
        "school-repeated",
        "Row {place} lists the same school differently, so that neither row was used.",
        "Keep the row that is right, and remove the other.",
    ),
    FaultKind(
        "successor-unknown",
        "The successor is neither in the directory nor in the good rows of this list.",
        "Add the successor to the list or mend its own row, or correct the SEED code and type.",
    ),
    FaultKind(
        "successor-is-itself",
        "The school is named as its own successor.",
        "Name the school that took over, or leave the successor out.",
    ),
    FaultKind(
        "successor-of-open-school",
        "A successor is named, but the school is open.",
        "Give the day on which the school closes, or leave the successor out.",
    ),
    FaultKind(
        "succession-in-circle",
        "The successors lead in a circle back to this school.",
        "Correct the successor of one of the schools in the circle.",
    ),
    FaultKind(
        "closes-before-it-opens",
        "The day of closing is not after the day of opening.",
        "Check both days; a school is open on its opening day and no longer on its closing day.",
    ),
    FaultKind(
        "closings-held-back",
        "A row does not say which school it is about, so that no school was closed for being missing.",
        "Mend the rows without a readable SEED code and type, and import the complete list again.",
    ),
    FaultKind(
        "holiday-ends-before-it-starts",
        "The last day of the holiday is before its first day.",
        "Check both days; a holiday of one day has the same first and last day.",
    ),
    FaultKind(
        "calendar-held-back",
        "Another row of this authority has a fault, so that its calendar stays as it was.",
        "Mend the other row and import the list again.",
    ),
)

DIRECTORY_WARNINGS = (
    FaultKind(
        "row-repeated",
        "Row {place} says exactly the same; the school was read once.",
        "Nothing needs to be done; remove one of the rows to be tidy.",
    ),
    FaultKind(
        "holiday-overlaps",
        "This holiday shares a day with another of the same authority; the day counts once.",
        "Check the days of both, in case one of them has the wrong month or year.",
    ),
)
