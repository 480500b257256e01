"""Native JSON: one bad line or item never stops the others, and nothing that is too large is held."""

import io
import json
from collections.abc import Iterator

import pytest

from onward.formats.entry import Entry
from onward.formats.examples import EXAMPLES
from onward.formats.forms import Kind
from onward.formats.native import LARGEST_BATCH, read_batch, read_item, read_ndjson

ITEM = json.dumps(dict(EXAMPLES[Kind.DEPARTURE])).encode()


def lines(*texts: bytes) -> io.BytesIO:
    return io.BytesIO(b"\n".join(texts))


def shape(entries: Iterator[Entry]) -> list[tuple[int, str, list[str]]]:
    return [(entry.line, entry.key, [fault.code for fault in entry.faults]) for entry in entries]


def test_one_item_is_read() -> None:
    said = read_item(b"\xef\xbb\xbf" + ITEM)

    assert not isinstance(said, tuple)
    assert said.kind is Kind.DEPARTURE


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff\xfe", b'{"a": NaN}', b'{"a": "\\ud800"}', b"[" * 100_000, b"1" * 50_000, ITEM + ITEM],
    ids=["empty", "open", "binary", "nan", "surrogate", "deep", "long number", "two items"],
)
def test_what_is_no_json_is_one_fault(text: bytes) -> None:
    faults = read_item(text)

    assert isinstance(faults, tuple)
    assert [fault.code for fault in faults] in (["not-json"], ["wrong-type"])


def test_a_fault_of_json_says_where() -> None:
    faults = read_item(b'{"kind":\n "departure",,}')

    assert isinstance(faults, tuple)
    assert "line 2, column 14" in faults[0].mend


def test_one_bad_line_never_stops_the_others() -> None:
    stream = lines(
        ITEM, b"", b"nonsense", b'{"kind": "departure"}', b"x" * 3_000_000, ITEM + b"\r", b"  ", ITEM
    )

    assert shape(read_ndjson(stream, longest=1_000_000)) == [
        (1, "", []),
        (3, "", ["not-json"]),
        (4, "", ["missing-field", "missing-field"]),
        (5, "", ["message-too-large"]),
        (6, "", []),
        (8, "", []),
    ]


def test_items_are_counted_apart_from_lines() -> None:
    entries = list(read_ndjson(lines(b"", ITEM, b"", ITEM)))

    assert [(entry.index, entry.line) for entry in entries] == [(0, 2), (1, 4)]


def test_a_line_of_exactly_the_limit_is_read() -> None:
    limit = len(ITEM)

    assert shape(read_ndjson(lines(ITEM, ITEM + b"\r", b" " + ITEM, ITEM), longest=limit)) == [
        (1, "", []),
        (2, "", []),
        (3, "", ["message-too-large"]),
        (4, "", []),
    ]


def test_the_key_stands_beside_the_item() -> None:
    stream = lines(
        b'{"key": "k-1", "item": ' + ITEM + b"}",
        b'{"item": ' + ITEM + b"}",
        b'{"key": "k 2", "item": ' + ITEM + b"}",
        b'{"key": 3, "item": ' + ITEM + b"}",
        b'{"key": "k-4", "item": {}}',
        b'{"key": "k-5", "item": ' + ITEM + b', "more": 1}',
    )

    assert shape(read_ndjson(stream)) == [
        (1, "k-1", []),
        (2, "", []),
        (3, "", ["key-invalid"]),
        (4, "", ["key-invalid"]),
        (5, "k-4", ["missing-field"]),
        (6, "k-5", ["unexpected-field"]),
    ]


def test_an_entry_says_something_or_has_faults() -> None:
    stream = lines(ITEM, b"[]", b'{"key": "k 2", "item": ' + ITEM + b"}")

    assert [(entry.said is None, bool(entry.faults)) for entry in read_ndjson(stream)] == [
        (False, False),
        (True, True),
        (True, True),
    ]


def test_a_batch_is_read_item_by_item() -> None:
    reading = read_batch(b'{"items": [' + ITEM + b', 3, {"key": "k", "item": ' + ITEM + b"}]}")

    assert not reading.refused
    assert shape(reading.entries) == [(1, "", []), (2, "", ["wrong-type"]), (3, "k", [])]


@pytest.mark.parametrize(
    ("text", "path", "code"),
    [
        (b"", "", "not-json"),
        (b"[]", "", "wrong-type"),
        (b"{}", "items", "missing-field"),
        (b'{"items": {}}', "items", "wrong-type"),
        (b'{"items": [], "x": 1}', "", "unexpected-field"),
        (b'{"items": [' + b"1," * LARGEST_BATCH + b"1]}", "items", "too-many-items"),
    ],
)
def test_a_batch_that_is_none_is_refused_as_a_whole(text: bytes, path: str, code: str) -> None:
    reading = read_batch(text)

    assert reading.refused
    assert [(note.path, note.code) for note in reading.notes] == [(path, code)]
    assert list(reading.entries) == []


def test_a_batch_that_is_too_large_is_refused_unread() -> None:
    assert read_batch(b" " * 11, longest=10).notes[0].code == "message-too-large"
