"""Keep small numbers out of published tables, and out of the differences between them. Pure.

A number from one to four is hidden. Where a line of the table would give a hidden number away by its total,
the next smallest is hidden too, until no line does.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

LEAST_SHOWN: Final = 5
Key = TypeVar("Key")


def list_shown(counts: Mapping[str, int]) -> dict[str, int | None]:
    """Return the counts of one line whose total may be known; None where a count is not shown."""
    return _shown(counts, [list(counts)])


def table_shown(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int | None]:
    """Return the counts of a table whose totals by row and by column may be known; None: not shown."""
    rows: dict[str, list[tuple[str, str]]] = {}
    columns: dict[str, list[tuple[str, str]]] = {}
    for cell in counts:
        rows.setdefault(cell[0], []).append(cell)
        columns.setdefault(cell[1], []).append(cell)
    return _shown(counts, [*rows.values(), *columns.values()])


def _shown(counts: Mapping[Key, int], lines: Iterable[list[Key]]) -> dict[Key, int | None]:
    hidden = {each for each, count in counts.items() if 0 < count < LEAST_SHOWN}
    all_lines = list(lines)
    while more := {each for line in all_lines if (each := _next(line, counts, hidden)) is not None}:
        hidden |= more
    return {each: None if each in hidden else count for each, count in counts.items()}


def _next(line: list[Key], counts: Mapping[Key, int], hidden: set[Key]) -> Key | None:
    """Return what to hide besides, where the total of the line gives a hidden number away."""
    kept_back = [each for each in line if each in hidden]
    is_safe = len(kept_back) > 1 and sum(counts[each] for each in kept_back) >= LEAST_SHOWN
    if not kept_back or is_safe:
        return None
    others = [each for each in line if each not in hidden and counts[each]]
    return min(others, key=lambda each: (counts[each], str(each)), default=None)
