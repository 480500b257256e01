"""The parts that the hub is made of: each with its reason, pinned by hash, from no particular place."""

import json
import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tests.harness.sources import PACKAGE, ROOT, imports_of, python_files

LISTS = sorted((ROOT / "requirements").glob("*.in"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
# Used without an import: started as a program, or by another part that finds it.
BY_NAME = {"granian": "started by `onward up`", "defusedxml": "openpyxl reads through it where it is there"}


def asked(text: str) -> list[str]:
    """Return the lines that ask for a part."""
    return [line for line in text.splitlines() if line and not line.startswith(("#", "-r"))]


def used_parts() -> set[str]:
    """Return the distributions that the package imports, or looks for by the name of their module."""
    source = [file for file in python_files(PACKAGE) if "migrations" not in file.parts]
    modules = {name.partition(".")[0] for file in source for name in imports_of(file)}
    texts = "".join(file.read_text(encoding="utf-8") for file in source)
    found = packages_distributions()
    modules |= {module for module in found if f'"{module}"' in texts}
    return {canonicalize_name(part) for module in modules for part in found.get(module, ())}


def test_every_list_has_its_lock() -> None:
    assert [file.stem for file in LISTS] == [file.stem for file in LOCKS]


@pytest.mark.parametrize("file", LISTS, ids=lambda file: file.name)
def test_every_part_has_its_reason(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    unexplained = [line for line in asked(text) if not line.partition(" #")[2].strip()]

    assert asked(text)
    assert unexplained == []


@pytest.mark.parametrize("file", LOCKS, ids=lambda file: file.name)
def test_a_lock_names_no_place_and_has_a_hash_for_each_part(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    parts = re.split(r"(?m)^(?=[A-Za-z0-9])", text)
    unhashed = [part.split()[0] for part in parts if part.strip() and "--hash=sha256:" not in part]
    assert not re.search(r"://|--(extra-)?index-url|--find-links", text)
    assert unhashed == []


def parts_for_browsers() -> dict[str, dict[str, str]]:
    """Return what npm is told of each part that it fetches."""
    lock = json.loads((PACKAGE / "web" / "npm" / "package-lock.json").read_text(encoding="utf-8"))
    return {name.removeprefix("node_modules/"): told for name, told in lock["packages"].items() if name}


def test_the_lock_of_what_browsers_get_names_no_registry_and_has_a_hash_for_each_part() -> None:
    told = parts_for_browsers()

    assert {"htmx.org", "axe-core"} <= told.keys()
    assert [name for name, part in told.items() if "resolved" in part] == []
    assert [name for name, part in told.items() if not part["integrity"].startswith("sha512-")] == []
    assert [name for name, part in told.items() if "hasInstallScript" in part] == []


def test_what_browsers_get_is_told_with_its_licence_and_its_reason() -> None:
    page = (ROOT / "docs" / "website-parts.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"(?m)^\| `(\S+)` \| (\S+) \| \S.* \|$", page))

    assert rows == {name: part["license"] for name, part in parts_for_browsers().items()}


def test_every_part_of_the_service_is_used() -> None:
    lines = asked((ROOT / "requirements" / "run.in").read_text(encoding="utf-8"))
    parts = {canonicalize_name(Requirement(line.partition("#")[0]).name) for line in lines}

    assert parts - used_parts() - BY_NAME.keys() == set()
