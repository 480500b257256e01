"""The user guide: its pictures are those that the journeys make, and its bold words stand in the product."""

import re
from pathlib import Path

import pytest
from tests.harness.sources import PACKAGE, ROOT, name_of, python_files
from tests.harness.templates import TEMPLATES

GUIDE = ROOT / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
PICTURES = sorted((GUIDE / "pictures").iterdir())
LARGEST = 80_000
_PICTURE = re.compile(r"!\[([^\]]+)\]\(pictures/([\w-]+\.png)\)")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_MADE = re.compile(r'picture="([\w-]+)"')
WALKS = python_files(ROOT / "tests" / "journeys" / "walks")


def told(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def plain(text: str) -> str:
    return " ".join(text.replace("\n", " ").split())


@pytest.fixture(scope="module")
def words() -> str:
    """All that the product and those who walk through it say."""
    files = [*TEMPLATES, *python_files(PACKAGE / "web"), *WALKS]
    return plain("\n".join(told(file) for file in files))


def test_every_picture_that_the_guide_names_exists_and_the_other_way_round() -> None:
    named = [name for page in PAGES for _, name in _PICTURE.findall(told(page))]

    assert sorted(named) == [file.name for file in PICTURES]


def test_every_picture_is_made_by_a_journey() -> None:
    made = [name for walk in WALKS for name in _MADE.findall(told(walk))]

    assert sorted(made) == [file.stem for file in PICTURES]


def test_every_picture_is_small() -> None:
    large = {file.name: file.stat().st_size for file in PICTURES if file.stat().st_size > LARGEST}

    assert large == {}


def test_every_picture_has_a_text_of_its_own() -> None:
    texts = [text for page in PAGES for text, _ in _PICTURE.findall(told(page))]

    assert len(set(texts)) == len(PICTURES)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_what_stands_in_bold_stands_in_the_product(page: Path, words: str) -> None:
    bold = [plain(each) for each in _BOLD.findall(told(page))]

    assert [each for each in bold if f"{each}" not in words] == []


def test_the_first_page_of_the_guide_leads_to_every_other() -> None:
    linked = set(re.findall(r"\]\(([\w-]+\.md)\)", told(GUIDE / "README.md")))

    assert linked == {page.name for page in PAGES} - {"README.md"}
