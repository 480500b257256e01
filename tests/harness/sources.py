"""The files of the repository, as house tests read them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "onward"
_FOLDERS = (".ci", "docs", "requirements", "src", "tests")
_PASSING = {"__pycache__", "onward.egg-info"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def every_file() -> list[Path]:
    """Return every file that belongs to the repository, generated and written."""
    inside = [file for folder in _FOLDERS for file in (ROOT / folder).rglob("*") if file.is_file()]
    beside = [file for file in ROOT.iterdir() if file.is_file() and not file.name.startswith(".")]
    return sorted(file for file in (*inside, *beside) if not _PASSING & set(file.parts))


def python_files(*folders: Path) -> list[Path]:
    """Return the Python files of these folders; none named: of the package and the tests."""
    wanted = folders or (ROOT / "src", ROOT / "tests")
    return [file for folder in wanted for file in sorted(folder.rglob("*.py"))]


def pages() -> list[Path]:
    """Return every page of documentation."""
    return sorted((*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")))


def name_of(file: Path) -> str:
    """Return the file's path in the repository."""
    return file.relative_to(ROOT).as_posix()


@cache
def tree_of(file: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def functions_in(file: Path) -> Iterator[Function]:
    """Return every function of a file, methods and functions inside functions among them."""
    return (
        node for node in ast.walk(tree_of(file)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def imports_of(file: Path) -> set[str]:
    """Return the full names of the modules, and of the things in them, that a file imports anywhere."""
    names: set[str] = set()
    for node in ast.walk(tree_of(file)):
        if isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    return names
