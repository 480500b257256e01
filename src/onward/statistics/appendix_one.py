"""Appendix 1 of the progress report: transfers by leaving reason, messages by month. From the database alone.

It knows the report's layout and none of its numbers: what was published is read only to compare.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.sight import HUB

BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
# The order of the report's table, which is neither by code nor by number.
REASONS = (
    ("05", "Unknown Destination"),
    ("-", "Pupil Created In Error"),
    ("08", "Died"),
    ("01", "Publicly Funded Scottish School"),
    ("04", "Home Education"),
    ("12", "Moved Abroad"),
    ("13", "Moved to England, Wales, N Ireland"),
    ("07", "Permanently Excluded"),
    ("03", "Left School (school leaving age)"),
    ("09", "Independent Scottish School"),
    ("06", "Exceptional Permission"),
    ("", "No reason"),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a table: its code or month, its name, and how many."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, kw_only=True)
class AppendixOne:
    """Both tables: every reason, also one that never occurred, and every month with messages."""

    reasons: tuple[Row, ...]
    months: tuple[Row, ...]

    @property
    def transfers(self) -> int:
        """All transfers processed."""
        return sum(row.count for row in self.reasons)

    @property
    def messages(self) -> int:
        """All messages processed."""
        return sum(row.count for row in self.months)


def read_appendix_one(*, start: datetime = BEGINNING, end: datetime) -> AppendixOne:
    """Count what was accepted from `start` up to, not including, `end`."""
    period = {"start": start, "end": end}
    with seen_as(HUB):
        by_reason = dict(fetch(_sql("transfers_by_reason"), period))
        by_month = fetch(_sql("messages_by_month"), period)
    return AppendixOne(
        reasons=tuple(Row(code=code, name=name, count=by_reason.get(code, 0)) for code, name in REASONS),
        months=tuple(Row(code=month, name=month_name(month), count=count) for month, count in by_month),
    )


def month_name(month: str) -> str:
    """Return a month, such as `2024-08`, as the report has it: `2024 Aug`."""
    return datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC).strftime("%Y %b")


def _sql(name: str) -> str:
    return (files("onward.statistics") / "sql" / f"{name}.sql").read_text(encoding="utf-8")
