"""Compare a computed Appendix 1 with a published one, cell by cell. Pure."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from onward.statistics.appendix_one import AppendixOne

REASONS_FILE = "published_transfers_by_reason.csv"
MONTHS_FILE = "published_messages_by_month.csv"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One cell of the published tables beside what the database says."""

    table: str
    code: str
    published: int
    counted: int

    @property
    def is_equal(self) -> bool:
        """Whether both say the same."""
        return self.published == self.counted


def compare(counted: AppendixOne, folder: Path) -> tuple[Cell, ...]:
    """Return a cell for everything that is published in `folder`'s two files or that was counted.

    Raises:
        OSError: one of the files is not there.
    """
    reasons = {row.code: row.count for row in counted.reasons}
    months = {row.code: row.count for row in counted.months}
    return (
        *_cells("reason", _read(folder / REASONS_FILE, "code", "pupils"), reasons),
        *_cells("month", _read(folder / MONTHS_FILE, "month", "messages"), months),
    )


def _cells(table: str, published: Mapping[str, int], counted: Mapping[str, int]) -> list[Cell]:
    codes = [*published, *(code for code in counted if code not in published)]
    return [
        Cell(table=table, code=code, published=published.get(code, 0), counted=counted.get(code, 0))
        for code in codes
    ]


def _read(path: Path, code: str, count: str) -> dict[str, int]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[code]: int(row[count]) for row in csv.DictReader(file)}
