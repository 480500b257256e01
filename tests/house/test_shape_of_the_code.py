"""How the code is cut: sizes, names, and what no file may do."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from tests.harness.sources import (
    PACKAGE,
    ROOT,
    Function,
    every_file,
    functions_in,
    imports_of,
    name_of,
    python_files,
)

LONGEST_FILE = 300
LONGEST_FUNCTION = 40
DOORS = {"web", "api", "cli", "jobs", "config", "demo"}
EMPTY_NAMES = {"utils", "helpers", "common", "core", "manager", "handler", "misc"}
CLOCKS = {"perf_counter", "monotonic", "process_time", "time.perf_counter", "time.monotonic", "time.time"}


def length(function: Function) -> int:
    """Return the lines of a function; what it promises in its docstring counts as none."""
    first = function.body[0]
    said = (first.end_lineno or first.lineno) - first.lineno + 1 if ast.get_docstring(function) else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - said


def calls_a_clock(node: ast.AST) -> bool:
    called = {ast.unparse(each.func) for each in ast.walk(node) if isinstance(each, ast.Call)}
    return bool(called & CLOCKS)


def timed_asserts(function: Function) -> list[int]:
    """Return the lines of asserts that compare a measured time; waiting with patience in a loop is none."""
    patient = {
        id(node)
        for loop in ast.walk(function)
        if isinstance(loop, ast.While)
        for node in ast.walk(loop)
        if isinstance(node, ast.Assert)
    }
    asserts = [
        node for node in ast.walk(function) if isinstance(node, ast.Assert) and id(node) not in patient
    ]
    return [node.lineno for node in asserts if calls_a_clock(node)]


def test_no_file_is_too_long() -> None:
    long = {
        name_of(file): count
        for file in python_files()
        if (count := len(file.read_bytes().splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_no_function_is_too_long() -> None:
    long = {
        f"{name_of(file)}:{function.name}": length(function)
        for file in (*python_files(), ROOT / "onward")
        for function in functions_in(file)
        if length(function) > LONGEST_FUNCTION
    }

    assert long == {}


def test_no_module_is_named_by_nothing() -> None:
    nameless = [
        name_of(file) for file in python_files(PACKAGE) if {file.stem, file.parent.name} & EMPTY_NAMES
    ]

    assert nameless == []


def test_nothing_is_printed() -> None:
    printing = [
        f"{name_of(file)}:{node.lineno}"
        for file in python_files(PACKAGE)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in {"print", "pprint"}
    ]

    assert printing == []


def test_domain_rooms_read_no_settings() -> None:
    inside = [file for file in python_files(PACKAGE) if file.relative_to(PACKAGE).parts[0] not in DOORS]

    reading = [name_of(file) for file in inside if "django.conf" in imports_of(file)]

    assert inside
    assert reading == []


def test_there_are_no_signals() -> None:
    wired = [
        name_of(file)
        for file in python_files(PACKAGE)
        if any(name.startswith("django.dispatch") or name.endswith(".signals") for name in imports_of(file))
    ]

    assert wired == []


def test_no_model_changes_how_it_is_saved() -> None:
    own = [model for model in apps.get_models() if model.__module__.startswith("onward.")]

    overridden = [
        f"{model.__name__}.{name}"
        for model in own
        for ancestor in model.__mro__
        if ancestor.__module__.startswith("onward.")
        for name in ("save", "delete", "__init__")
        if name in vars(ancestor)
    ]

    assert own
    assert overridden == []


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "HA" + "CK"])
def test_nothing_is_put_off(word: str) -> None:
    later = [name_of(file) for file in every_file() if word.encode() in file.read_bytes()]

    assert later == []


def test_no_test_asserts_on_the_time_that_something_took() -> None:
    timed = [
        f"{name_of(file)}:{line}"
        for file in python_files(ROOT / "tests")
        for function in functions_in(file)
        for line in timed_asserts(function)
    ]

    assert timed == []


def test_an_assert_on_time_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "test_it.py"
    file.write_text(
        "def test_it():\n    start = perf_counter()\n    while x:\n        assert monotonic() < 3\n"
        "    assert time.monotonic() - start < 2\n",
        encoding="utf-8",
    )

    assert [timed_asserts(each) for each in functions_in(file)] == [[5]]
