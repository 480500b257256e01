"""The brand: the name, logo, colours and words of the nation that runs the hub, read once from one file.

A faulty file stops the start, and every fault in it is named at once.
"""

import re
import tomllib
from pathlib import Path
from typing import Annotated

from django.conf import settings
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from onward.foundation.errors import OnwardError

DEFAULT_FILE = Path(__file__).with_name("brand.toml")
READABLE = 4.5
"""The least contrast of text with what is behind it, in WCAG's measure."""


class BrandFileFaulty(OnwardError):
    """The brand file cannot be used; the message names each fault."""

    code = "brand-file-faulty"


def contrast_with_white(colour: str) -> float:
    """Return the contrast of a colour such as `#0065bd` with white, from 1 to 21."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def tint(colour: str, share: float) -> str:
    """Return a colour mixed with white; a share of 1 is the colour itself."""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)


def _readable(colour: str) -> str:
    if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise ValueError("write a colour as # and six hexadecimal digits, such as #0065bd")
    if contrast_with_white(colour) < READABLE:
        raise ValueError(f"{colour} is too light to be read on white: its contrast is under {READABLE} to 1")
    return colour.lower()


Words = Annotated[str, Field(min_length=1, max_length=120)]
Colour = Annotated[str, AfterValidator(_readable)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Colours(_Part):
    """Colours, each readable on white."""

    brand: Colour
    brand_dark: Colour
    accent: Colour


class BrandWords(_Part):
    """Words that differ between nations."""

    authority: Words
    authorities: Words
    pupil_number: Words
    pupil_number_short: Words
    demo_notice: Words


class Contact(_Part):
    """Where people who use the hub get help."""

    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+$")]
    telephone: str


class FooterLinks(_Part):
    """Addresses that the footer names; an empty one is left out."""

    accessibility: Annotated[str, Field(pattern=r"^(/|https://|$)")]
    privacy: Annotated[str, Field(pattern=r"^(/|https://|$)")]


class Brand(_Part):
    """All that a page says of who runs the hub. `folder` is where the file, and so the logo, lies."""

    name: Words
    short_name: Words
    strapline: str
    owner: Words
    logo: Annotated[str, Field(pattern=r"^[\w.-]+\.(svg|png)$")]
    colours: Colours
    words: BrandWords
    contact: Contact
    links: FooterLinks
    folder: Path

    @property
    def logo_file(self) -> Path:
        """Where the logo lies."""
        return self.folder / self.logo


def read_brand(file: Path) -> Brand:
    """Return the brand that a file describes.

    Raises:
        BrandFileFaulty: it cannot be read, or something in it is missing, unknown or unusable.
    """
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        brand = Brand.model_validate({**told, "folder": file.parent})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BrandFileFaulty(f"{file}: {problem}") from problem
    except ValidationError as problem:
        raise BrandFileFaulty(_in_words(file, problem)) from problem
    if not brand.logo_file.is_file():
        raise BrandFileFaulty(f"{file}: logo: there is no {brand.logo} beside it")
    return brand


def _in_words(file: Path, problem: ValidationError) -> str:
    lines = [f"  {'.'.join(map(str, each['loc']))}: {each['msg']}" for each in problem.errors()]
    return "\n".join([f"{file} has {len(lines)} fault(s):", *lines])


BRAND = read_brand(settings.ONWARD.brand or DEFAULT_FILE)
"""The brand of this installation."""
