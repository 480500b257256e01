"""How entries and seals lie in their columns."""

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any, Final

from psycopg import sql

from onward.audit.leaf import Facts
from onward.audit.seal import Seal

ENTRY_COLUMNS: Final = sql.SQL(", ").join(sql.Identifier("entry", field.name) for field in fields(Facts))
"""What to select, from a table called `entry`, for `facts_of`."""

SEAL_COLUMNS: Final = sql.SQL(", ").join(sql.Identifier(field.name) for field in fields(Seal))
"""What to select for `seal_of`."""


def facts_of(row: Sequence[Any]) -> Facts:
    """Return the entry that a row of `ENTRY_COLUMNS` holds, whose last column, the detail, is JSON text."""
    *values, detail = row
    return Facts(**dict(zip(_FACTS, values, strict=True)), detail=json.loads(detail))


def seal_of(row: Sequence[Any]) -> Seal:
    """Return the seal that a row of `SEAL_COLUMNS` holds."""
    return Seal(**dict(zip(_SEAL, row, strict=True)))


_FACTS: Final = tuple(field.name for field in fields(Facts) if field.name != "detail")
_SEAL: Final = tuple(field.name for field in fields(Seal))
