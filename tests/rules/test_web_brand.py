"""The brand: another nation changes one file, and a faulty one names each of its faults."""

from pathlib import Path

import pytest

from onward.web.brand import DEFAULT_FILE, READABLE, BrandFileFaulty, contrast_with_white, read_brand, tint
from onward.web.brand_files import SCALE, colour_tokens, style_sheet


@pytest.fixture
def own_file(tmp_path: Path) -> Path:
    """A copy of the default file, with a logo beside it."""
    (tmp_path / "brand-logo.svg").write_bytes(b"<svg/>")
    file = tmp_path / "nation.toml"
    file.write_text(DEFAULT_FILE.read_text(encoding="utf-8"), encoding="utf-8")
    return file


def change(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after), encoding="utf-8")


def test_the_default_brand_is_complete() -> None:
    brand = read_brand(DEFAULT_FILE)

    assert brand.name == "Onward"
    assert brand.logo_file.is_file()


def test_another_nation_changes_name_and_colours(own_file: Path) -> None:
    change(own_file, 'name = "Onward"\nshort', 'name = "Ymlaen"\nshort')
    change(own_file, 'brand = "#0065bd"', 'brand = "#7A1F1F"')

    brand = read_brand(own_file)

    assert brand.name == "Ymlaen"
    assert "--onward-brand: #7a1f1f;" in style_sheet(brand)


def test_every_fault_is_named_at_once(own_file: Path) -> None:
    change(own_file, 'brand = "#0065bd"', 'brand = "yellow"')
    change(own_file, 'accent = "#333e48"', 'accent = "#ffee00"')
    change(own_file, 'owner = "The national School to School service"', "")
    change(own_file, "[words]", '[words]\nteacher = "athro"')

    with pytest.raises(BrandFileFaulty) as refused:
        read_brand(own_file)

    told = str(refused.value)
    assert "4 fault(s)" in told
    for said in ("colours.brand: ", "too light", "owner: ", "words.teacher: "):
        assert said in told


def test_a_logo_that_is_not_there_is_a_fault(own_file: Path) -> None:
    change(own_file, 'logo = "brand-logo.svg"', 'logo = "dragon.svg"')

    with pytest.raises(BrandFileFaulty, match=r"dragon\.svg"):
        read_brand(own_file)


@pytest.mark.parametrize("content", [b"name = ", b"\xff\xfe"])
def test_a_file_that_is_no_toml_is_a_fault(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "brand.toml"
    file.write_bytes(content)

    with pytest.raises(BrandFileFaulty, match=r"brand\.toml"):
        read_brand(file)


def test_a_file_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(BrandFileFaulty):
        read_brand(tmp_path / "none.toml")


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_the_steps_of_the_map_can_be_read() -> None:
    tokens = colour_tokens(read_brand(DEFAULT_FILE))
    dark_text = contrast_with_white("#1a1a1a")

    light, dark = (
        [tokens[f"scale-{step}"] for step in (1, 2, 3)],
        [tokens[f"scale-{step}"] for step in (4, 5)],
    )

    assert len(SCALE) == 5
    assert all(dark_text / contrast_with_white(each) >= READABLE for each in light)
    assert all(contrast_with_white(each) >= READABLE for each in dark)


def test_a_tint_lies_between_white_and_the_colour() -> None:
    assert tint("#0065bd", 0) == "#ffffff"
    assert tint("#0065bd", 1) == "#0065bd"
