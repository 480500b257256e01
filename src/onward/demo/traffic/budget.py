"""How many departures, and how many messages that follow them, each month of the replay has."""

from collections.abc import Mapping
from dataclasses import dataclass

from onward.demo.dice import share_out
from onward.demo.traffic.figures import Figures
from onward.demo.words import rows_of


@dataclass(frozen=True, kw_only=True)
class MonthBudget:
    """One month: departures by reason, and how many other messages organisations send."""

    month: str
    departures: Mapping[str, int]
    follow_ups: int


def budgets(figures: Figures) -> tuple[MonthBudget, ...]:
    """Split the figures into months; every reason and every month adds up exactly.

    The months' shares of each reason are ours (`departures_by_month.csv`): most pupils leave in summer.

    Raises:
        ValueError: a month would have more departures than messages.
    """
    months = list(figures.by_month)
    shares = {
        row["code"]: [float(row[month]) for month in months] for row in rows_of("departures_by_month.csv")
    }
    by_reason = {reason: share_out(total, shares[reason]) for reason, total in figures.by_reason.items()}
    return tuple(
        _month(month, {reason: parts[at] for reason, parts in by_reason.items()}, figures.by_month[month])
        for at, month in enumerate(months)
    )


def _month(month: str, departures: Mapping[str, int], messages: int) -> MonthBudget:
    follow_ups = messages - sum(departures.values())
    if follow_ups < 0:
        raise ValueError(f"{month} has more departures than messages")
    return MonthBudget(month=month, departures=departures, follow_ups=follow_ups)
