"""What the bench of pages tells: how long each page takes, on which nation, as a table and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from rich.table import Table

LIMIT: Final = 100
"""Within so many milliseconds half of the answers of each page should come."""


@dataclass(frozen=True, kw_only=True)
class PageSizes:
    """How often each page is opened, and how much of the nation is invented where none is given.

    The first `warming` times are not counted: they fill what the server's processes keep.
    """

    warming: int = 4
    rounds: int = 20
    months: int = 15
    scale: float = 0.02


QUICK_PAGES: Final = PageSizes(warming=0, rounds=1, months=2, scale=0.008)
"""For tests: shows that every page is opened, not how fast it is."""


@dataclass(frozen=True, kw_only=True)
class NationSize:
    """What was in the database."""

    schools: int
    pupils: int
    transfers: int
    messages: int
    audit_entries: int

    def __str__(self) -> str:
        """Say it in one line."""
        return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in asdict(self).items())


@dataclass(frozen=True, kw_only=True)
class PageFigure:
    """One page: within how many milliseconds half, 95 per cent and all of the answers came."""

    page: str
    role: str
    p50: float
    p95: float
    longest: float
    statements: int
    kilobytes: float

    @property
    def is_slow(self) -> bool:
        """Say whether half of the answers took longer than the limit."""
        return self.p50 > LIMIT


@dataclass(frozen=True, kw_only=True)
class PageReport:
    """Every page of one run, the slowest first. `without_rows`: of those there was nothing to show."""

    at: str
    processors: int
    load_before: float
    python: str
    postgresql: str
    nation: NationSize
    rounds: int
    pages: Sequence[PageFigure]
    without_rows: Sequence[str]

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON."""
        return asdict(self)

    @property
    def words(self) -> str:
        """Say in plain words what was measured, and where."""
        slow = sum(each.is_slow for each in self.pages)
        missing = f" Nothing to show for: {', '.join(self.without_rows)}." if self.without_rows else ""
        return (
            f"{len(self.pages)} pages, {slow} of them over {LIMIT} ms at the median, each opened"
            f" {self.rounds} times over HTTP, on {self.nation}.{missing}\n"
            f"{self.at}, {self.processors} processors, load {self.load_before:.1f} before the run,"
            f" Python {self.python}, PostgreSQL {self.postgresql}."
        )


def table_of_pages(report: PageReport) -> Table:
    """Return the report as a table, the slowest page first."""
    table = Table("Page", "Opened by", "p50 ms", "p95 ms", "Longest ms", "Statements", "KB")
    for column in table.columns[2:]:
        column.justify = "right"
    for each in report.pages:
        mark = f" (over {LIMIT})" if each.is_slow else ""
        times = (f"{each.p50:.1f}{mark}", f"{each.p95:.1f}", f"{each.longest:.1f}")
        table.add_row(each.page, each.role, *times, str(each.statements), f"{each.kilobytes:.1f}")
    return table
