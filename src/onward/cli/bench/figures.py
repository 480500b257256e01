"""What the bench tells: figures with their ratios, as a table and as JSON."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from rich.table import Table


@dataclass(frozen=True, kw_only=True)
class Latency:
    """Within how many milliseconds half, 95 and 99 per cent of the answers came."""

    p50: float
    p95: float
    p99: float


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measurement. `syncs_per_second` is how fast the disk confirmed writes at that moment.

    `ratio` compares the rate with that of the figure whose name is in `of`. Processor times are in
    milliseconds for each message, for the hub and for the database.
    """

    name: str
    what: str
    per_second: float
    syncs_per_second: float
    of: str = ""
    ratio: float | None = None
    megabytes_per_second: float | None = None
    latency: Latency | None = None
    hub_cpu: float | None = None
    database_cpu: float | None = None


@dataclass(frozen=True, kw_only=True)
class Report:
    """Everything that one run measured, and where."""

    at: str
    processors: int
    load_before: float
    python: str
    postgresql: str
    figures: Sequence[Figure] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """Return the report as JSON."""
        return asdict(self)

    @property
    def words(self) -> str:
        """Say where it was measured."""
        return (
            f"{self.at}, {self.processors} processors, load {self.load_before:.1f} before the run,"
            f" Python {self.python}, PostgreSQL {self.postgresql}, synchronous_commit on."
        )


def table_of(report: Report) -> Table:
    """Return the report as a table, ratios first."""
    table = Table("Measured", "Ratio", "A second", "MB/s", "p50 / p95 / p99 ms", "CPU ms hub + database")
    table.add_column("fdatasync/s")
    for column in table.columns[1:]:
        column.justify = "right"
    for each in report.figures:
        table.add_row(each.what, _ratio(each), *_values(each), f"{each.syncs_per_second:,.0f}")
    return table


def _ratio(figure: Figure) -> str:
    return f"{figure.ratio:.2f} of {figure.of.rpartition(': ')[2]}" if figure.ratio is not None else ""


def _values(figure: Figure) -> tuple[str, str, str, str]:
    latency = figure.latency
    times = f"{latency.p50:.1f} / {latency.p95:.1f} / {latency.p99:.1f}" if latency else ""
    cpu = f"{figure.hub_cpu or 0:.2f} + {figure.database_cpu:.2f}" if figure.database_cpu is not None else ""
    size = f"{figure.megabytes_per_second:,.1f}" if figure.megabytes_per_second is not None else ""
    return f"{figure.per_second:,.0f}", size, times, cpu
