from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from onward.database.array_text import array_text


class Word(StrEnum):
    ONE = "one"


MOMENT = datetime(2009, 3, 2, 14, 5, 6, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("text", []),
        (
            "text",
            ["", "NULL", "null", None, " ", "a,b", "{a}", '"', "\\", '\\"', "\n\t", "ß ü 名", "''", "%s"],
        ),
        ("text", ["", "NULL", "a,b", "{a}", " ", "\n\t", "ß ü 名", "''", "%s", "$1"]),
        ("text", ['"', "no quotes"]),
        ("text", ["\\", "no stroke"]),
        ("text", ['","', '"']),
        ("text", [None, None]),
        ("text", [Word.ONE]),
        ("integer", [1, -5, None]),
        ("integer", [1, -5]),
        ("boolean", [True, False, None]),
        ("boolean", [True, False]),
        ("uuid", [UUID(int=7), None]),
        ("uuid", [UUID(int=7), UUID(int=8)]),
        ("text", [str(UUID(int=7))]),
        ("date", [date(2009, 3, 2), None]),
        ("date", [date(2009, 3, 2), date(2009, 3, 3)]),
        ("timestamptz", [MOMENT, None]),
        ("timestamptz", [MOMENT, MOMENT]),
        ("numeric", [Decimal("1.50")]),
        ("bytea", [b"", b'\x00\\"', None]),
    ],
)
def test_the_database_reads_what_was_meant(db: None, kind: str, values: Sequence[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT given FROM unnest(%s::{kind}[]) AS given", [array_text(values)])
        read = [value for (value,) in cursor.fetchall()]

    assert read == list(values)


@pytest.mark.parametrize("value", [["a list"], 1.5])
def test_what_does_not_travel_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="does not travel"):
        array_text([value])
