"""The shape of the page about one pupil, whoever looks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final

from onward.web.components import Column, Fact, Happening, Link, Row, Tag
from onward.web.pupil.words import LOOK_COLUMNS

TRANSFER_COLUMNS: Final = tuple(Column(text=text) for text in ("School", "Which way", "When", "Standing"))
ENROLMENT_COLUMNS: Final = tuple(Column(text=text) for text in ("School", "From", "Until", "Stage"))

Dated = tuple[datetime, Happening]


@dataclass(frozen=True, kw_only=True, slots=True)
class PupilPage:
    """One pupil, as far as the one who looks may know. `limits` says the same of every pupil."""

    name: str
    caption: str
    limits: str
    tags: Sequence[Tag]
    facts: Sequence[Fact]
    enrolments: Sequence[Row]
    transfers: Sequence[Row]
    happenings: Sequence[Happening]
    looks: Sequence[Row]
    looks_limits: str
    back: Link
    transfer_columns: Sequence[Column] = TRANSFER_COLUMNS
    enrolment_columns: Sequence[Column] = ENROLMENT_COLUMNS
    look_columns: Sequence[Column] = LOOK_COLUMNS


def facts_of(lines: Iterable[tuple[str, Sequence[str]]]) -> list[Fact]:
    """Return the lines that have a value."""
    filled = ((key, [each for each in values if each]) for key, values in lines)
    return [Fact(key=key, values=values) for key, values in filled if values]


def newest_first(coming: Iterable[Happening], past: Iterable[Dated]) -> list[Happening]:
    """Return one timeline: what is still to come, then what was, the newest first."""
    dated = sorted(past, key=lambda each: each[0], reverse=True)
    return [*coming, *(each for _, each in dated)]


def at_start_of(on: date) -> datetime:
    """Return the moment by which a day is put in its place in a timeline."""
    return datetime.combine(on, time(), tzinfo=UTC)
