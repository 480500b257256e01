"""The answer to a list, as a list: each verdict, fault and warning, to work through in a spreadsheet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from onward.formats.lists.safe_csv import csv_lines
from onward.foundation.faults import Fault

RESULT_HEADINGS = ("Row", "Verdict", "Place", "Level", "Code", "What is wrong", "How to mend it")


@dataclass(frozen=True, kw_only=True)
class RowResult:
    """What became of one row: the verdict in a word or two, and what there was to say."""

    row: int
    verdict: str
    faults: tuple[Fault, ...] = ()


def results_csv(results: Iterable[RowResult]) -> Iterator[str]:
    """Write results as CSV, piece by piece; a row with several faults takes several lines.

    Encode the pieces as UTF-8. No cell is a formula, and no personal value is in it.
    """
    return csv_lines(line for lines in ([RESULT_HEADINGS], _lines(results)) for line in lines)


def _lines(results: Iterable[RowResult]) -> Iterator[tuple[str, ...]]:
    for result in results:
        begin = (str(result.row), result.verdict)
        for found in result.faults:
            yield (*begin, found.path, found.level.value, found.code, found.message, found.mend)
        if not result.faults:
            yield (*begin, "", "", "", "", "")
