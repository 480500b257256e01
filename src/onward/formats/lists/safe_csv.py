"""CSV that a spreadsheet opens as text: no cell begins a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

BYTE_ORDER_MARK = "\ufeff"

_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")  # noqa: RUF001 -- spreadsheets take the wide signs too


def safe_cell(text: str) -> str:
    """Return the text, after an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA_SIGNS) else text


def csv_lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Write rows as CSV, line by line, after the mark by which Excel knows UTF-8 and shows accents right."""
    yield BYTE_ORDER_MARK
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([safe_cell(cell) for cell in row])
        yield line.getvalue()
