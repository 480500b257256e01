"""Write the permission table for the docs, from the roles, the scopes and the row declarations themselves."""

from collections.abc import Sequence

from onward.access.roles import PERMITS, ROLES, Permission, Role
from onward.access.scopes import MEANINGS
from onward.database.rows import COMMANDS, EVERY_ROW, TableRows, commands
from onward.foundation.markdown import table
from onward.foundation.sight import SightKind

_INTRODUCTION = """\
# Who may do and see what

This page is generated from `access/roles.py`, `access/scopes.py` and the row declarations of all rooms.
`./onward check` fails when it is out of date; do not edit it by hand.

What somebody may *do* follows from roles (people) and scopes (school systems). What they can *see* is
held by the database: each transaction takes on one width of sight, and the row policies do the rest.
"""

_ROWS_NOTE = """\
The letters are **S**elect, **I**nsert, **U**pdate and **D**elete. "own" means rows of one's own school
or authority, "all" every row; "but shielded" leaves out the rows that would tell of a protected child.
A table that is not in this list cannot be read by the service at all.
"""

_NARROW = frozenset({SightKind.SCHOOL, SightKind.AUTHORITY})


def permission_table(rows: Sequence[TableRows]) -> str:
    """Return the whole page as Markdown. `rows` are the row declarations of all rooms."""
    parts = [
        _INTRODUCTION,
        "## Roles of people\n",
        table(("Role", "What it is", "Held in", "Sees"), map(_role_row, ROLES)),
        "## What each role may do\n",
        table(("Permission", *(role.title for role in ROLES)), map(_permission_row, Permission)),
        table(("Permission", "What it is"), ((f"`{each}`", text) for each, text in PERMITS.items())),
        "## Scopes of school systems\n",
        table(("Scope", "What it allows"), ((f"`{scope}`", text) for scope, text in MEANINGS.items())),
        "## What each sight sees in the database\n",
        _ROWS_NOTE,
        table(("Table", *SightKind), (_sight_row(each) for each in sorted(rows, key=lambda row: row.table))),
    ]
    return "\n".join(parts)


def _role_row(role: Role) -> tuple[str, ...]:
    held = ", ".join(sorted(role.held_in))
    return (f"**{role.title}** (`{role.name}`)", role.description, held, role.sight or "no child")


def _permission_row(permission: Permission) -> tuple[str, ...]:
    marks = ("yes" if permission in role.permissions else "" for role in ROLES)
    return (f"`{permission}`", *marks)


def _sight_row(declared: TableRows) -> tuple[str, ...]:
    return (f"`{declared.table}`", *(_sight_cell(declared, kind) for kind in SightKind))


def _sight_cell(declared: TableRows, kind: SightKind) -> str:
    given = commands(declared.privileges.get(kind, ""))
    letters = "".join(letter for letter, command in COMMANDS.items() if command in given)
    if not letters:
        return ""
    is_wide = kind not in _NARROW or declared.condition(kind) == EVERY_ROW
    hidden = " but shielded" if declared.hides_shielded(kind) else ""
    return f"{letters} {'all' if is_wide else 'own'}{hidden}"
