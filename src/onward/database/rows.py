"""Which rows of which tables each sight may see and write, declared as data.

Each room with tables has a `rows.py` with `ROWS: tuple[TableRows, ...]`. `onward.database.row_security`
puts the declaration into the database and proves that it is there. A table without one is an error.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from onward.foundation.sight import SightKind

COMMANDS: Final[dict[str, str]] = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
EVERY_ROW: Final = "true"

_WIDE = (SightKind.NATIONAL, SightKind.PROTECTION, SightKind.HUB)
_KEPT_FROM_SHIELDED = (SightKind.AUTHORITY, SightKind.NATIONAL)
_OF_SCHOOL = "(SELECT NULLIF(current_setting('onward.school', true), '')::int)"
_OF_AUTHORITY = "(SELECT NULLIF(current_setting('onward.authority', true), ''))"


class DeclarationIncomplete(Exception):
    """A table gives a school or an authority a privilege but does not say on which rows."""


@dataclass(frozen=True, kw_only=True)
class TableRows:
    """The declaration for one table.

    `privileges` gives each sight some of the letters S(elect), I(nsert), U(pdate), D(elete); a sight
    that is not named has none. A school works on rows whose `school_column` is its own, an authority on
    rows whose `authority_column` is its own, the other sights on every row. Where `shield_column` is
    true the row tells where a protected child is: no authority and no national officer sees it.
    `conditions` replaces all that for a sight by SQL of its own; keep it to one equality, or every
    query pays for it. `unseen` says in SQL which of these rows a sight may add and yet never sees.

    `app_privileges` are what the login itself may do without any sight: for tables without personal
    data that the machinery needs.
    """

    table: str
    privileges: Mapping[SightKind, str]
    school_column: str | None = None
    authority_column: str | None = None
    shield_column: str | None = None
    conditions: Mapping[SightKind, str] = field(default_factory=dict)
    unseen: Mapping[SightKind, str] = field(default_factory=dict)
    app_privileges: str = ""
    row_security: bool = True

    def condition(self, kind: SightKind) -> str:
        """Return the SQL that is true for the rows that this sight may see and write.

        Raises:
            DeclarationIncomplete: a privilege is given, but no column or condition.
        """
        if kind in self.conditions:
            return self.conditions[kind]
        if self.shield_column and kind in _KEPT_FROM_SHIELDED:
            return f'{self._own_rows(kind)} AND NOT "{self.shield_column}"'
        return self._own_rows(kind)

    def seen(self, kind: SightKind) -> str:
        """Return the SQL that is true for the rows that this sight may see: all it may write, less `unseen`.

        Raises:
            DeclarationIncomplete: a privilege is given, but no column or condition.
        """
        if kind in self.unseen:
            return f"{self.condition(kind)} AND ({self.unseen[kind]}) IS NOT TRUE"
        return self.condition(kind)

    def hides_shielded(self, kind: SightKind) -> bool:
        """Say whether this sight is kept from the rows that would tell of a protected child."""
        return kind in self.unseen or (self.shield_column is not None and kind in _KEPT_FROM_SHIELDED)

    def _own_rows(self, kind: SightKind) -> str:
        if kind in _WIDE:
            return EVERY_ROW
        if kind is SightKind.SCHOOL and self.school_column:
            return f'"{self.school_column}" = {_OF_SCHOOL}'
        if kind is SightKind.AUTHORITY and self.authority_column:
            return f'"{self.authority_column}" = {_OF_AUTHORITY}'
        raise DeclarationIncomplete(f"{self.table}: which rows may {kind} see?")

    def commands(self, kind: SightKind) -> frozenset[str]:
        """Return the SQL commands that this sight may use on the table."""
        return commands(self.privileges.get(kind, ""))


def commands(letters: str) -> frozenset[str]:
    """Return SQL command names for the letters S, I, U and D."""
    return frozenset(COMMANDS[letter] for letter in letters)


def open_table(table: str, privileges: Mapping[SightKind, str]) -> TableRows:
    """Declare a table of open data, such as the directory: each named sight works on every row."""
    return TableRows(table=table, privileges=privileges, conditions=dict.fromkeys(privileges, EVERY_ROW))


def staging_table(table: str) -> TableRows:
    """Declare a table that only the hub uses, free of row policies so that COPY can fill it."""
    return TableRows(table=table, privileges={SightKind.HUB: "SIUD"}, row_security=False)
