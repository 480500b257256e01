"""Refuses workbooks that unpack to more than a list can be, before anything builds objects from them.

A small ZIP file can hold gigabytes of cells. Each XML part is counted by a streaming parser first:
bytes, elements, rows, cells of a row. Document types, and with them entities, are refused outright.
"""

import zipfile
import zlib
from typing import BinaryIO
from xml.parsers import expat

from onward.formats.fault_table import fault
from onward.formats.tables.refused import TableRefused

LARGEST_UNPACKED = 64 * 1024 * 1024
LARGEST_SIDE_PART = 16 * 1024 * 1024
MOST_PARTS = 500
MOST_ROWS = 200_000
MOST_CELLS_OF_A_ROW = 500
MOST_ELEMENTS = 4_000_000
MOST_SIDE_ELEMENTS = 500_000
MOST_DECORATIONS = 50_000
DEEPEST = 40

_PIECE = 1 << 16
_ENCRYPTED = 0x1
_USUAL_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_XML_BEGINNINGS = (b"<", b" ", b"\t", b"\r", b"\n", b"\x00<", b"\xef\xbb", b"\xfe\xff", b"\xff\xfe")
_CONTENT = frozenset({"row", "c", "v", "f", "is", "t", "r"})


# What a damaged workbook makes its readers raise; they promise nothing narrower.
DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    SyntaxError,
)


def refuse_bombs(stream: BinaryIO) -> None:
    """Return where a workbook unpacks to a reasonable size, and leave the stream at its beginning.

    Raises:
        TableRefused: it is too large (`file-too-large`), or damaged or dressed up (`file-unreadable`).
    """
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_sizes(archive.infolist())
            for part in archive.infolist():
                _check_part(archive, part)
    except DAMAGE as error:
        raise TableRefused(fault("file-unreadable", "")) from error
    stream.seek(0)


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise TableRefused(fault("file-kind-old", ""))
    if any(part.compress_type not in _USUAL_COMPRESSION for part in parts):
        raise TableRefused(fault("file-unreadable", ""))
    sides = [part for part in parts if not _is_sheet(part)]
    is_too_large = (
        len(parts) > MOST_PARTS
        or sum(part.file_size for part in parts) > LARGEST_UNPACKED
        or any(part.file_size > LARGEST_SIDE_PART for part in sides)
    )
    if is_too_large:
        raise _too_large()


def _is_sheet(part: zipfile.ZipInfo) -> bool:
    return "worksheets/" in part.filename.lower()


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    counter = _SheetCounter() if _is_sheet(part) else _Counter(MOST_SIDE_ELEMENTS)
    parser = expat.ParserCreate()
    parser.StartElementHandler = counter.start
    parser.EndElementHandler = counter.end
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(part) as content:
        piece = content.read(_PIECE)
        if not piece.startswith(_XML_BEGINNINGS):
            return
        while piece:
            parser.Parse(piece, False)
            piece = content.read(_PIECE)
    parser.Parse(b"", True)


class _Counter:
    """Counts the elements of one part and how deep they lie."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._depth = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        self._left -= 1
        self._depth += 1
        if self._left < 0 or self._depth > DEEPEST:
            raise _too_large()

    def end(self, name: str) -> None:
        self._depth -= 1


class _SheetCounter(_Counter):
    """Counts also the rows of a sheet, the cells of each row, and what is neither (merged cells, links)."""

    def __init__(self) -> None:
        super().__init__(MOST_ELEMENTS)
        self._rows = self._cells = self._decorations = 0

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        super().start(name, _attributes)
        local = name.rpartition(":")[2]
        if local == "c":
            self._cells += 1
        elif local == "row":
            self._rows, self._cells = self._rows + 1, 0
        elif local not in _CONTENT:
            self._decorations += 1
        if (
            self._cells > MOST_CELLS_OF_A_ROW
            or self._rows > MOST_ROWS
            or self._decorations > MOST_DECORATIONS
        ):
            raise _too_large()


def _refuse_doctype(*_declaration: object) -> None:
    raise TableRefused(fault("file-unreadable", ""))


def _too_large() -> TableRefused:
    return TableRefused(fault("file-too-large", "", limit=f"{LARGEST_UNPACKED // (1024 * 1024)} MB"))
