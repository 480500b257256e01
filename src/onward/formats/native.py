"""Native JSON in: one item, a batch, a file, or a stream of one item a line, bounded by one item of memory.

Beside an item may stand its idempotency key: `{"key": "...", "item": {...}}`.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO

from pydantic_core import from_json

from onward.formats.entry import Entry, Reading, refuse
from onward.formats.fault_table import fault
from onward.formats.forms import Said
from onward.formats.validation import check
from onward.foundation.faults import Fault

LONGEST_ITEM = 1024 * 1024
LARGEST_BATCH = 500
LARGEST_FILE = 50_000

_KEY = re.compile(r"[\x21-\x7e]{1,200}")
_PLACE = re.compile(r"at line (\d+) column (\d+)$")


def read_item(
    text: bytes, *, longest: int = LONGEST_ITEM, today: date | None = None
) -> Said | tuple[Fault, ...]:
    """Return what one JSON item says, or every fault in it; `today` is for days that cannot be after it."""
    data = _data(text, longest)
    return (data,) if isinstance(data, Fault) else check(data, today=today)


def read_batch(text: bytes, *, most: int = LARGEST_BATCH, longest: int = LONGEST_ITEM * 16) -> Reading:
    """Read `{"items": [...]}`, each item plain or with its key beside it.

    More than `most` items, or more than `longest` bytes, and nothing of the batch is read.
    """
    data = _data(text, longest)
    if isinstance(data, Fault):
        return refuse(data)
    if not isinstance(data, dict):
        return refuse(fault("wrong-type", "", expected="an object with items"))
    return _object(data, most)


def read_json(stream: BinaryIO, *, most: int = LARGEST_FILE, longest: int = LONGEST_ITEM * 16) -> Reading:
    """Read a file of JSON: one item, a list of items, or an object with `items` as in a batch.

    It is read as a whole; what is larger belongs into a stream of one item a line. `line` counts items.
    """
    data = _data(stream.read(longest + 1), longest)
    if isinstance(data, Fault):
        return refuse(data)
    if isinstance(data, dict) and "items" in data:
        return _object(data, most)
    return _batch(data if isinstance(data, list) else [data], most)


def read_ndjson(stream: BinaryIO, *, longest: int = LONGEST_ITEM) -> Iterator[Entry]:
    """Read one item a line, plain or with its key beside it; empty lines are passed over.

    A line that is too long or no JSON is one entry with its fault, and the next line is read.
    """
    index = 0
    for line, text in enumerate(_lines(stream, longest), start=1):
        if text is not None and not text.strip():
            continue
        data = _too_large("", longest) if text is None else _data(text, longest)
        yield _entry(data, index, line)
        index += 1


def _object(data: dict[object, object], most: int) -> Reading:
    if strange := [fault("unexpected-field", "") for name in data if name != "items"][:1]:
        return refuse(*strange)
    if "items" not in data:
        return refuse(fault("missing-field", "items"))
    return _batch(data["items"], most)


def _batch(items: object, most: int) -> Reading:
    if not isinstance(items, list):
        return refuse(fault("wrong-type", "items", expected="a list"))
    if len(items) > most:
        return refuse(fault("too-many-items", "items", limit=most))
    return Reading(entries=(_entry(item, index, index + 1) for index, item in enumerate(items)))


def _entry(data: object, index: int, line: int) -> Entry:
    if isinstance(data, Fault):
        return Entry(index=index, line=line, faults=(data,))
    key, item, faults = _unwrapped(data)
    said = check(item)
    stated = item if isinstance(item, dict) else None
    if isinstance(said, tuple):
        return Entry(index=index, line=line, key=key, faults=(*faults, *said), stated=stated)
    return Entry(index=index, line=line, key=key, said=None if faults else said, faults=faults, stated=stated)


def _unwrapped(data: object) -> tuple[str, object, tuple[Fault, ...]]:
    """Return the key and the item; no form has a field `item`, so an object with one carries a key."""
    if not isinstance(data, dict) or "item" not in data:
        return "", data, ()
    strange = tuple(fault("unexpected-field", "") for name in data if name not in {"item", "key"})
    key = data.get("key", "")
    if key == "" or (isinstance(key, str) and _KEY.fullmatch(key)):
        return key, data["item"], strange
    return "", data["item"], (*strange, fault("key-invalid", "key"))


def _data(text: bytes, longest: int) -> object:
    """Return what the JSON holds, or a fault."""
    if len(text) > longest:
        return _too_large("", longest)
    try:
        return from_json(text.removeprefix(b"\xef\xbb\xbf"), allow_inf_nan=False)
    except ValueError as error:
        place = _PLACE.search(str(error))
        return fault("not-json", "", place=f"line {place[1]}, column {place[2]}" if place else "the start")


def _too_large(path: str, longest: int) -> Fault:
    size = f"{longest // 1024} KB" if longest < 1024 * 1024 else f"{longest // (1024 * 1024)} MB"
    return fault("message-too-large", path, limit=size)


def _lines(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """Yield each line, and None for one that is too long."""
    while line := stream.readline(longest + 2):
        text = line.rstrip(b"\r\n")
        if len(text) <= longest:
            yield text
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(longest)
        yield None
