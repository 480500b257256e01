"""How templates are cut, and what none of them may hold."""

import re
from pathlib import Path

import pytest
from tests.harness.sources import PACKAGE, name_of
from tests.harness.templates import COMPONENTS, TEMPLATES

LONGEST = 80
FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=", re.IGNORECASE),
    "an address of a script": re.compile(r"javascript:", re.IGNORECASE),
    "another origin": re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE),
    "what is not escaped": re.compile(r"\|\s*safe\b|autoescape"),
    "script in htmx": re.compile(r"""\shx-on|["']js:""", re.IGNORECASE),
}


@pytest.mark.parametrize("file", TEMPLATES, ids=name_of)
def test_a_template_is_short(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str) -> None:
    holding = [
        name_of(file) for file in TEMPLATES if FORBIDDEN[what].search(file.read_text(encoding="utf-8"))
    ]

    assert holding == []


@pytest.mark.parametrize("file", COMPONENTS, ids=name_of)
def test_a_file_of_a_component_has_its_one_macro(file: Path) -> None:
    macros = re.findall(r"{% macro (\w+)\(", file.read_text(encoding="utf-8"))

    assert macros == [file.stem]


def test_every_class_of_our_own_is_drawn_in_the_style_sheet() -> None:
    sheet = (PACKAGE / "web" / "static" / "onward.css").read_text(encoding="utf-8")
    drawn = set(re.findall(r"\.(onward-[\w-]+)", sheet))
    used = {
        name
        for file in TEMPLATES
        for classes in re.findall(r'class="([^"{]*)', file.read_text(encoding="utf-8"))
        for name in classes.split()
        if name.startswith("onward-") and not name.endswith("-")
    }

    assert used - drawn == set()
