"""The documents: what they name exists, their links lead somewhere, and what is generated is current."""

import ast
import re
from pathlib import Path

import pytest
from tests.harness.sources import PACKAGE, ROOT, every_file, name_of, pages, tree_of

from onward.cli.generated import GENERATED, texts

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_PATH = re.compile(r"`([a-z_]+(?:/[a-z_0-9]+)*(?:\.py)?)(?::([A-Za-z_.]+))?`")
_TEST = re.compile(r"`(test_[a-z_0-9]+)`")
_HEADING = re.compile(r"(?m)^#+ (.+)$")
ROOMS = {each.name for each in PACKAGE.iterdir() if each.is_dir()}
_BY_HAND = "do not edit it by hand"
TELLING = [page for page in pages() if page.name not in {"CHANGELOG.md"}]


def named_in(page: Path) -> list[tuple[str, str]]:
    """Return the (path, function) pairs of the package that a page names; the function may be empty."""
    found = _PATH.findall(page.read_text(encoding="utf-8"))
    return [(path, name) for path, name in found if "/" in path and path.split("/")[0] in ROOMS]


def defined_in(file: Path) -> set[str]:
    """Return what a module defines at its top, with the methods of its classes."""
    names: set[str] = set()
    for node in tree_of(file).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{each.name}" for each in node.body if isinstance(each, ast.FunctionDef)}
    return names


def anchors_of(page: Path) -> set[str]:
    """Return the anchors of a page's headings."""
    headings = _HEADING.findall(page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", TELLING, ids=name_of)
def test_every_file_and_function_that_is_named_exists(page: Path) -> None:
    missing = []
    for path, name in named_in(page):
        file = PACKAGE / path
        if not file.exists() or (name and name not in defined_in(file)):
            missing.append(f"{path}:{name}")

    assert missing == []


def test_the_architecture_names_files_and_functions() -> None:
    functions = [name for _, name in named_in(ROOT / "ARCHITECTURE.md") if name]

    assert len(functions) > 20


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = [each for each in _LINK.findall(page.read_text(encoding="utf-8")) if "://" not in each]

    broken = []
    for link in links:
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors_of(target)):
            broken.append(link)
    assert broken == []


def test_the_hard_cases_and_their_tests_name_each_other() -> None:
    told = _TEST.findall((ROOT / "docs" / "hard-cases.md").read_text(encoding="utf-8"))
    files = (ROOT / "tests" / "rooms").glob("test_hard_cases*.py")
    tested = {name for file in files for name in defined_in(file)}

    assert sorted(told) == sorted(name for name in tested if name.startswith("test_"))


def test_decisions_are_numbered_without_a_gap_and_titled_by_their_number() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))

    titles = [page.read_text(encoding="utf-8").split(".")[0] for page in decisions]
    assert [int(page.name[:4]) for page in decisions] == list(range(1, len(decisions) + 1))
    assert titles == [f"# {number}" for number in range(1, len(decisions) + 1)]


def test_every_setting_is_told_where_settings_are_told() -> None:
    read = set(re.findall(r"ONWARD_[A-Z_]+", (PACKAGE / "config" / "env.py").read_text(encoding="utf-8")))
    page = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| `ONWARD_")]
    told = {name for row in rows for name in re.findall(r"`(ONWARD_[A-Z_]+)`", row.split("|")[1])}

    assert read == told


@pytest.mark.slow
def test_generated_documents_are_current() -> None:
    stale = [path for path, text in texts() if (ROOT / path).read_text(encoding="utf-8") != text]

    assert GENERATED
    assert stale == [], "run ./onward docs"


def test_every_page_that_says_it_is_generated_is() -> None:
    claiming = {name_of(page) for page in pages() if _BY_HAND in page.read_text(encoding="utf-8")}

    assert claiming == {path for path in GENERATED if path.endswith(".md")}


# In pieces, so that this file does not find itself.
_PLACES = ("/wo" + "rk/", "/ho" + "me/", "/Us" + "ers/")
_REGISTRIES = ("py" + "pi.org", "python" + "hosted", "npm" + "js", "deb." + "debian", "crates" + ".io")

_AS_SCHOOLS_SEND = {"tests/rules/test_ctf_names.py"}


@pytest.mark.parametrize("trace", [*_PLACES, *_REGISTRIES])
def test_no_file_tells_of_a_machine_or_a_package_registry(trace: str) -> None:
    pattern = re.compile(rb"(?<![\w.])" + re.escape(trace.encode()))

    files = [file for file in every_file() if name_of(file) not in _AS_SCHOOLS_SEND]
    telling = [name_of(file) for file in files if pattern.search(file.read_bytes())]

    assert telling == []
