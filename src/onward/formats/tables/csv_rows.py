"""Rows of a CSV file. A quotation mark that is never closed costs its own row, not the rest of the file."""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from typing import BinaryIO

from onward.formats.tables.cells import TableRow

LONGEST_LINE = 64 * 1024
MOST_LINES_OF_A_ROW = 20

_QUOTED = re.compile(r'"[^"]*"')
_TEXT_TRICK = re.compile(r'="(.*)"', re.DOTALL)
_SEPARATORS = ",;\t"
_GUARDED = ("'=", "'+", "'-", "'@")
_LINE_ENDS = ("\n", "\r")


def csv_rows(stream: BinaryIO, encoding: str) -> Iterator[TableRow]:
    """Read the rows of a CSV text that begins where the stream stands; the stream is not closed.

    The separator is the comma, semicolon or tab that the first line has most of, or the one that a
    first line such as `sep=;` names.
    """
    text = io.TextIOWrapper(stream, encoding, newline="")
    try:
        yield from _rows(_Lines(text))
    finally:
        if not stream.closed:
            text.detach()


class _Lines(Iterator[str | None]):
    """The lines of a text, some of which may be put back. None stands for a line that is too long."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._again: deque[str | None] = deque()

    def __next__(self) -> str | None:
        if self._again:
            return self._again.popleft()
        line = self._text.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) < LONGEST_LINE or line.endswith(_LINE_ENDS):
            return line
        while line and not line.endswith(_LINE_ENDS):
            line = self._text.readline(LONGEST_LINE)
        return None

    def put_back(self, lines: list[str | None]) -> None:
        self._again.extendleft(reversed(lines))


def _rows(lines: _Lines) -> Iterator[TableRow]:
    number, separator = 0, ""
    for line in lines:
        if line is not None and line.strip() and not separator:
            separator = _separator(line)
            if line.lower().startswith("sep="):
                continue
        number += 1
        cells = _cells(line, lines, separator or ",")
        yield TableRow(number, fault="row-unreadable") if cells is None else TableRow(number, cells)


def _separator(line: str) -> str:
    if line.lower().startswith("sep=") and line[4:5] in _SEPARATORS:
        return line[4]
    outside_quotes = _QUOTED.sub("", line)
    return max(_SEPARATORS, key=outside_quotes.count)


def _cells(line: str | None, lines: _Lines, separator: str) -> tuple[str, ...] | None:
    """Return the cells of the row that begins with this line, taking further lines where it needs them.

    Where the row never ends, the further lines are put back to be rows of their own.
    """
    taken: list[str | None] = []
    for row in _growing(line, lines, taken):
        cells, is_open = _parsed(row, separator)
        if cells is not None:
            return cells
        if not is_open:
            break
    lines.put_back(taken)
    return None


def _growing(line: str | None, lines: _Lines, taken: list[str | None]) -> Iterator[str]:
    """Yield the line, and again with each further line, as far as a row may go; note the lines taken."""
    row = line
    while row is not None and len(row) <= LONGEST_LINE and len(taken) <= MOST_LINES_OF_A_ROW:
        yield row
        more = next(lines, "")
        if more == "":
            return
        taken.append(more)
        row = None if more is None else row + more


def _parsed(row: str, separator: str) -> tuple[tuple[str, ...] | None, bool]:
    """Return the cells, if they can be told, and whether a quotation mark is still open.

    A stray mark within one line is taken as it stands; over several lines it means that one was not closed.
    """
    try:
        cells = next(csv.reader([row], delimiter=separator, strict=True), [])
    except csv.Error as error:
        if "unexpected end" in str(error):
            return None, True
        if len(row.splitlines()) > 1:
            return None, False
        cells = next(csv.reader([row], delimiter=separator), [])
    return tuple(_plain(cell.strip()) for cell in cells), False


def _plain(cell: str) -> str:
    """Undo what keeps a spreadsheet from reading a text as a number or formula: `="01"` and `'-`."""
    if trick := _TEXT_TRICK.fullmatch(cell):
        return trick[1].strip()
    return cell[1:] if cell.startswith(_GUARDED) else cell
