"""Which stage a child is in: year groups run from 1 March to the end of February, years from mid-August."""

from datetime import date, timedelta

PRIMARY_STAGES = ("P1", "P2", "P3", "P4", "P5", "P6", "P7")
SECONDARY_STAGES = ("S1", "S2", "S3", "S4", "S5", "S6")
SPECIAL_STAGES = ("SP",)
STAGES = PRIMARY_STAGES + SECONDARY_STAGES + SPECIAL_STAGES

_LADDER = PRIMARY_STAGES + SECONDARY_STAGES
_YEAR_BEGINS = (8, 15)


def school_year(day: date) -> int:
    """Return the calendar year in which the school year of a day began."""
    return day.year if (day.month, day.day) >= _YEAR_BEGINS else day.year - 1


def birthdays(stage: str, year: int) -> tuple[date, ...]:
    """Return every day on which a pupil of a stage can have been born, in the school year from `year`.

    Pupils of a special school (SP) are of any age from the first primary to the last secondary stage.
    """
    if stage == "SP":
        return tuple(day for step in _LADDER for day in birthdays(step, year))
    first = date(year - 5 - _LADDER.index(stage), 3, 1)
    after = date(first.year + 1, 3, 1)
    return tuple(first + timedelta(days=offset) for offset in range((after - first).days))


def stage_after(stage: str, years: int) -> str | None:
    """Return the stage some school years later, or None for one who has outgrown school."""
    if stage == "SP":
        return stage
    rung = _LADDER.index(stage) + years
    return _LADDER[rung] if rung < len(_LADDER) else None
