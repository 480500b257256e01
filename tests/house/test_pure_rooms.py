import ast
from pathlib import Path

import pytest

import onward

PACKAGE = Path(onward.__file__).parent
PURE_ROOMS = ("foundation", "formats", "matching")
NOT_PURE = {"django", "psycopg", "ninja", "procrastinate", "socket", "subprocess", "sqlite3", "requests"}


def imported_by(source: str) -> set[str]:
    """Name the outermost packages that `source` imports, wherever in it the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


@pytest.mark.parametrize("room", PURE_ROOMS)
def test_a_pure_room_imports_neither_framework_nor_database(room: str) -> None:
    files = sorted((PACKAGE / room).rglob("*.py"))

    impure = {
        str(file.relative_to(PACKAGE)): sorted(found)
        for file in files
        if (found := imported_by(file.read_text(encoding="utf-8")) & NOT_PURE)
    }

    assert files
    assert impure == {}


def test_an_import_inside_a_function_is_seen() -> None:
    source = "def late():\n    from django.db import models\n    import psycopg.rows as rows\n"

    assert imported_by(source) == {"django", "psycopg"}
