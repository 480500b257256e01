"""What the pages of a search show: the form, and whom it found and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from onward.directory.register import Register
from onward.operations.reading.national_search import CEILING, PupilRow
from onward.operations.reading.pupil_search import MOST_FOUND, FacesSeen
from onward.transfers.journey import Stated
from onward.web.authority.words import IN, OUT, pupil_name
from onward.web.components import Cell, Column, Link, Row
from onward.web.directory import name_of
from onward.web.plain_form import PlainForm
from onward.web.pupil.searches import KeptSearch
from onward.web.pupil.words import SEXES, matched
from onward.web.wording import count_of, day

NOBODY: Final = "Nobody was found"
_OWN_COLUMNS: Final = tuple(
    Column(text=text) for text in ("Pupil", "Date of birth", "Number", "School", "Standing", "Why they match")
)
_NATIONAL_COLUMNS: Final = tuple(
    Column(text=text) for text in ("Pupil", "Date of birth", "Sex", "Why they match")
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchPage:
    """A form that is to be filled in."""

    form: PlainForm


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPage:
    """Whom a search found. Nobody: `empty_title` and `empty_text` say so, whatever the cause."""

    lead: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    empty_title: str
    empty_text: str
    again: Link


def found_page(found: FacesSeen, kept: KeptSearch, register: Register) -> FoundPage:
    """Return the page of what was found among the pupils of one's own side."""
    why = matched(kept.given)
    rows = [
        _row(each.pupil, reverse("pupil_who_left", args=[each.id]), name_of(each.school_id, register), why)
        for each in found.leavers
    ]
    standings = [OUT[each.standing] for each in found.leavers] + [IN[each.standing] for each in found.joiners]
    rows += [
        _row(each.pupil, reverse("pupil_who_joins", args=[each.id]), name_of(each.school_id, register), why)
        for each in found.joiners
    ]
    kinds = ["Left"] * len(found.leavers) + ["Joining"] * len(found.joiners)
    ways = [Cell(text=kind, tags=(tag,)) for kind, tag in zip(kinds, standings, strict=True)]
    limit = f" Only the newest {MOST_FOUND} are shown." if len(rows) >= MOST_FOUND else ""
    return FoundPage(
        lead=f"{count_of(len(rows), 'entry', 'entries')} found.{limit}" if rows else "",
        columns=_OWN_COLUMNS,
        rows=[Row(cells=(*cells[:4], way, *cells[4:])) for cells, way in zip(rows, ways, strict=True)],
        empty_title=NOBODY,
        empty_text=(
            "Nobody whom you may see agrees with all that you entered. A pupil is found here once somebody"
            " said that they leave one of your schools, or come to it."
        ),
        again=Link(text="Search again", href=reverse("pupils")),
    )


def national_found_page(rows: Sequence[PupilRow], kept: KeptSearch) -> FoundPage:
    """Return the page of what was found in the whole country."""
    is_too_many = kept.pupils is None
    return FoundPage(
        lead=f"{count_of(len(rows), 'pupil')} found." if rows else "",
        columns=_NATIONAL_COLUMNS,
        rows=[_national_row(each, matched(kept.given)) for each in rows],
        empty_title="Too many pupils agree" if is_too_many else NOBODY,
        empty_text=(
            f"More than {CEILING} pupils agree with what you entered, so none is shown."
            " Add another identifier."
            if is_too_many
            else "Nobody whom you may see agrees with all that you entered."
        ),
        again=Link(text="Search again", href=reverse("national_pupils")),
    )


def _row(pupil: Stated, href: str, school: str, why: str) -> tuple[Cell | str, ...]:
    name = Cell(text=pupil_name(pupil.surname, pupil.forename), href=href)
    return (name, day(pupil.born), pupil.scn or pupil.upn, school, why)


def _national_row(pupil: PupilRow, why: str) -> Row:
    name = pupil_name(pupil.surname, pupil.forename)
    link = Cell(text=name, href=reverse("national_pupil", args=[pupil.id]))
    return Row(cells=(link, day(pupil.born), SEXES.get(pupil.sex, pupil.sex), why))
