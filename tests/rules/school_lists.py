"""The schools that the tests of school lists know, and words to plan an import with."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from onward.directory.school_kinds import SchoolType, Sector
from onward.directory.school_list.listed import ListedSchool
from onward.directory.school_list.plan import ImportPlan
from onward.directory.school_list.planning import plan_import

AUTHORITIES = frozenset({"120", "260", "900"})
JULY = date(2009, 7, 1)

ARBROATH = ListedSchool(
    seed="8000001",
    type=SchoolType.PRIMARY,
    name="Arbroath Primary",
    authority="120",
    sector=Sector.PUBLICLY_FUNDED,
    takes_part=True,
    email="office@arbroath.example",
)
BRECHIN = replace(ARBROATH, seed="8000002", name="Brechin Primary", email="")
KNOWN = {each.key: each for each in (ARBROATH, BRECHIN)}
FORFAR_ROW = {"seed": "8000003", "type": "secondary", "name": "Forfar High", "authority": "120"}


def plan(
    *rows: Mapping[str, str],
    known: Mapping[str, ListedSchool] = KNOWN,
    close_missing_on: date | None = None,
) -> ImportPlan:
    numbered = enumerate(rows, start=2)
    return plan_import(numbered, known=known, authorities=AUTHORITIES, close_missing_on=close_missing_on)


def after(done: ImportPlan, known: Mapping[str, ListedSchool]) -> dict[str, ListedSchool]:
    moved = [each.after for each in (*done.changed, *done.closed)]
    return {**known, **{each.key: each for each in (*done.added, *moved)}}


def codes(done: ImportPlan) -> list[tuple[str, str]]:
    return [(each.path, each.code) for each in done.faults]
