"""The nation in fixed tables: moves between authorities, messages by month, alarms. Small numbers are hidden.

Moves are of complete months, so that nobody can subtract yesterday's table from today's.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from typing import Any, Final

from onward.access.remembered import Remembered
from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.clock import midnight_in_scotland, today_in_scotland
from onward.foundation.sight import HUB
from onward.statistics.appendix_one import BEGINNING, Row, month_name
from onward.statistics.suppression import list_shown, table_shown

AGES: Final = ("week", "month", "quarter", "longer")
REMEMBERED_FOR: Final = timedelta(minutes=10)
Shown = Mapping[str, int | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class NationalFigures:
    """The nation as of `counted_at`; None stands where a number is not shown.

    `flows` are pupils by where from and where to, by the codes of authorities, up to, not including,
    `flows_until`; `left` and `came` are its totals. `alarms` are by authority, `alarm_ages` by age and level.
    """

    counted_at: datetime
    flows_until: datetime
    flows: Mapping[tuple[str, str], int | None]
    left: Shown
    came: Shown
    alarms: Shown
    alarm_ages: Mapping[tuple[str, str], int | None]
    months: tuple[Row, ...]


def national_figures(*, now: datetime) -> NationalFigures:
    """Return the figures; they may be up to ten minutes old."""
    return _remembered.get("nation", now=now, look_up=lambda: _count(now))


def forget_figures() -> None:
    """Forget what this process remembers, so that the next question reads the database."""
    _remembered.forget()


_remembered: Remembered[str, NationalFigures] = Remembered(for_=REMEMBERED_FOR, at_most=1)


def _count(now: datetime) -> NationalFigures:
    until = midnight_in_scotland(today_in_scotland(now).replace(day=1))
    with seen_as(HUB):
        flows = {(start, to): count for start, to, count in _fetch("flows", start=BEGINNING, end=until)}
        alarms = dict(_fetch("alarms_by_authority"))
        ages = {(age, level): count for age, level, count in _fetch("alarms_by_age", now=now)}
        months = _fetch("messages_by_month", start=BEGINNING, end=now.astimezone(UTC))
    return NationalFigures(
        counted_at=now,
        flows_until=until,
        flows=table_shown(flows),
        left=list_shown(_totals(flows, 0)),
        came=list_shown(_totals(flows, 1)),
        alarms=list_shown(alarms),
        alarm_ages=table_shown(ages),
        months=tuple(Row(code=each, name=month_name(each), count=count) for each, count in months),
    )


def _totals(flows: Mapping[tuple[str, str], int], place: int) -> dict[str, int]:
    totals: Counter[str] = Counter()
    for cell, count in flows.items():
        totals[cell[place]] += count
    return dict(totals)


def _fetch(name: str, **values: datetime) -> list[tuple[Any, ...]]:
    text = (files("onward.statistics") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    return fetch(text, values)
