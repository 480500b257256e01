"""What kind of file is this? The content decides; the name settles only what content leaves open."""

import codecs
from enum import StrEnum
from pathlib import PurePath

from pydantic_core import from_json

from onward.formats.fault_table import fault
from onward.foundation.faults import Fault

HEAD_BYTES = 8192
"""How much of a file is enough to tell its kind."""


class FileKind(StrEnum):
    """The kinds of file that the hub reads."""

    CTF = "ctf"
    CSV = "csv"
    XLSX = "xlsx"
    NDJSON = "ndjson"
    JSON = "json"


_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LIST_NAMES = frozenset({".csv", ".txt", ".tsv", ""})
_STREAM_NAMES = frozenset({".ndjson", ".jsonl"})
_WORKBOOK_NAMES = frozenset({".xlsx", ".xlsm"})


def kind_of(name: str, head: bytes) -> FileKind | Fault:
    """Return the kind of a file by its first bytes (`HEAD_BYTES` are plenty) and its name.

    A fault says that the hub does not read such a file: `file-empty`, `file-kind-old` (a workbook of
    Excel 97, or behind a password) or `file-kind-unknown`.
    """
    suffix = PurePath(name).suffix.lower()
    if head.startswith(_OLD_EXCEL):
        return fault("file-kind-old", "")
    if head.startswith(_ZIP):
        is_workbook = suffix in _WORKBOOK_NAMES or b"xl/" in head
        return FileKind.XLSX if is_workbook else fault("file-kind-unknown", "")
    text = _text(head)
    if text is None:
        return fault("file-kind-unknown", "")
    return _kind_of_text(suffix, text.strip())


def _kind_of_text(suffix: str, text: str) -> FileKind | Fault:
    if not text:
        return fault("file-empty", "")
    if text.startswith("<"):
        is_page = text[:15].lower().startswith(("<!doctype html", "<html"))
        return fault("file-kind-unknown", "") if is_page else FileKind.CTF
    if suffix in _STREAM_NAMES:
        return FileKind.NDJSON
    if text.startswith(("{", "[")):
        return FileKind.NDJSON if _has_item_a_line(text) else FileKind.JSON
    is_list = suffix in _LIST_NAMES or any(mark in text.splitlines()[0] for mark in ",;\t")
    return FileKind.CSV if is_list else fault("file-kind-unknown", "")


def _has_item_a_line(text: str) -> bool:
    """Tell whether the first line is a whole JSON object and another line follows."""
    first, _, rest = text.partition("\n")
    try:
        return isinstance(from_json(first), dict) and bool(rest.strip())
    except ValueError:
        return False


def _text(head: bytes) -> str | None:
    """Return the beginning as text, or None where it is none: no text holds a zero byte."""
    if head.startswith(_WIDE_MARKS):
        return head[: len(head) // 2 * 2].decode("utf-16", errors="replace")
    if b"\x00" in head or head.startswith(b"%PDF"):
        return None
    return head.removeprefix(codecs.BOM_UTF8).decode("utf-8", errors="replace")
