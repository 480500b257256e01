"""The word lists that invented pupils and schools are named from."""

import csv
from importlib.resources import files
from typing import NamedTuple

from onward.demo.dice import spread
from onward.formats.forms import Sex


class NameLists(NamedTuple):
    """Names to draw evenly from; a common name stands in its list more often."""

    surnames: tuple[str, ...]
    girls: tuple[str, ...]
    boys: tuple[str, ...]
    short_forms: dict[str, str]


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the demonstration's data files."""
    text = files("onward.demo").joinpath("data", name).read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def names() -> NameLists:
    """Return the names of people."""
    forenames = rows_of("forenames.csv")
    return NameLists(
        surnames=spread((row["surname"], int(row["weight"])) for row in rows_of("surnames.csv")),
        girls=_forenames(forenames, Sex.FEMALE),
        boys=_forenames(forenames, Sex.MALE),
        short_forms={row["forename"]: row["short_form"] for row in forenames if row["short_form"]},
    )


def places() -> list[str]:
    """Return every invented place name, in a fixed order."""
    rows = rows_of("place_parts.csv")
    starts = [row["part"] for row in rows if row["place"] == "start"]
    ends = [row["part"] for row in rows if row["place"] == "end"]
    return [start + end for start in starts for end in ends]


def _forenames(rows: list[dict[str, str]], sex: Sex) -> tuple[str, ...]:
    return spread((row["forename"], int(row["weight"])) for row in rows if row["sex"] == sex)
