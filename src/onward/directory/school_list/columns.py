"""The columns of a school list, and one row of it read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from onward.directory.list_cells import (
    CellNotRead,
    choice,
    day_or_none,
    filled_text,
    one_of,
    pattern,
    text,
    yes_no,
)
from onward.directory.list_columns import Column, ListRow, Value, read_cells
from onward.directory.school_kinds import NotASchoolKey, SchoolType, Sector, key_text, parse_key
from onward.formats.paths import cell_path
from onward.foundation.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedSchool:
    """What one row says of a school: only the columns that the list has. `key` is empty if unreadable."""

    row: int
    key: str
    stated: Mapping[str, Value]
    headings: Mapping[str, str]
    faults: tuple[Fault, ...]

    def place(self, column: str) -> str:
        """Return where in the file this row's value of a column is, or would be."""
        return cell_path(self.row, self.headings.get(column, column))


def columns_of_schools(authorities: Collection[str]) -> tuple[Column, ...]:
    """Return the columns of a school list, where these are the codes of the authorities."""
    return (
        Column(
            name="seed",
            read=pattern("[0-9]{7}", "the seven digits of the SEED code"),
            required=True,
            other_headings=("seed code", "school code"),
        ),
        Column(name="type", read=choice(SchoolType), required=True, other_headings=("school type",)),
        Column(name="name", read=filled_text(200), other_headings=("school name", "school")),
        Column(
            name="authority",
            read=one_of(authorities, otherwise="authority-unknown"),
            other_headings=("la code", "local authority code", "authority code"),
        ),
        Column(name="sector", read=choice(Sector)),
        Column(name="takes_part", read=yes_no),
        Column(name="opened_on", read=day_or_none, other_headings=("opened", "open date")),
        Column(name="closed_on", read=day_or_none, other_headings=("closed", "close date")),
        Column(name="successor", read=_school_key_or_none),
        Column(name="email", read=_email_or_none, other_headings=("e-mail",)),
        Column(name="phone", read=text(30), other_headings=("telephone", "phone number")),
    )


def read_school(row: ListRow, columns: Sequence[Column], headings: Mapping[str, str]) -> StatedSchool:
    """Return what one row says of a school, with its faults."""
    values, faults = read_cells(row, columns, headings)
    named = "seed" in values and "type" in values
    key = key_text(cast("str", values["seed"]), cast("SchoolType", values["type"])) if named else ""
    return StatedSchool(row=row[0], key=key, stated=values, headings=headings, faults=faults)


def _school_key_or_none(cell: str) -> str:
    if not cell:
        return ""
    try:
        return key_text(*parse_key(cell))
    except NotASchoolKey:
        raise CellNotRead("wrong-format", expected="a school key such as 8012345-primary") from None


_read_email = pattern(
    r"[^@\s]{1,64}@[^@\s]{1,185}\.[^@\s.]{2,}", "an e-mail address such as office@school.example"
)


def _email_or_none(cell: str) -> str:
    return _read_email(cell) if cell else ""
