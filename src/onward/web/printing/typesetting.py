"""Set a sheet as a tagged PDF (PDF/UA-1). What people wrote goes in as data, never as markup."""

import json
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from onward.web.brand import BRAND
from onward.web.printing.sheet import CONFIDENTIAL, PROTECTED, Part, Printed, Sheet

LAYOUT: Final = Path(__file__).with_name("sheet.typ").read_bytes()
STAND_IN: Final = "\N{WHITE SQUARE}"
"""Stands where a character is one that the fonts cannot show: the standard forbids holes."""
MOST_TRIED: Final = 200
"""Of how many different unusual characters in one sheet it is tried whether they can be shown."""

_TRIAL: Final = b"#set document(title: [x])\n#sys.inputs.text"
_FAMILIAR: Final = frozenset(map(chr, (0x0A, *range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180))))
_NEVER: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def as_pdf(sheet: Sheet, printed: Printed) -> bytes:
    """Return a sheet as a PDF file that says on every page who printed it and when."""
    told = _told(sheet, printed)
    shown = _translated(told, _stand_ins("".join(_texts(told))))
    return _set(LAYOUT, {"sheet": json.dumps(shown)})


def _told(sheet: Sheet, printed: Printed) -> dict[str, Any]:
    colours = BRAND.colours
    return {
        "brand": BRAND.name,
        "strapline": BRAND.strapline,
        "colour": colours.brand_dark,
        "kind": sheet.kind,
        "title": sheet.title,
        "caption": sheet.caption,
        "lead": sheet.lead,
        "tags": [each.text for each in sheet.tags],
        "warning": PROTECTED if sheet.is_protected else "",
        "confidential": CONFIDENTIAL,
        "printed": printed.words(),
        "parts": [_part(each) for each in sheet.parts if not each.is_empty],
    }


def _part(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "sentences": list(part.sentences),
        "facts": [[each.key, [*(tag.text for tag in each.tags), *each.values]] for each in part.facts],
        "happenings": [
            {"title": each.title, "when": each.when, "by": each.by, "text": each.text}
            for each in part.happenings
        ],
    }


def _stand_ins(text: str) -> dict[int, str]:
    """Return what replaces each character of a text that cannot be shown."""
    unusual = sorted(set(text) - _FAMILIAR)
    hidden = {*unusual[MOST_TRIED:], *(each for each in unusual[:MOST_TRIED] if not _can_show(each))}
    return dict.fromkeys(map(ord, hidden), STAND_IN)


def _texts(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    else:
        for each in told.values() if isinstance(told, dict) else told:
            yield from _texts(each)


def _translated(told: Any, stand_ins: dict[int, str]) -> Any:
    if isinstance(told, str):
        return told.translate(stand_ins)
    if isinstance(told, dict):
        return {name: _translated(each, stand_ins) for name, each in told.items()}
    return [_translated(each, stand_ins) for each in told]


@lru_cache(maxsize=4096)
def _can_show(character: str) -> bool:
    if unicodedata.category(character) in _NEVER:
        return False
    try:
        _set(_TRIAL, {"text": character})
    except typst.TypstError:
        return False
    return True


def _set(layout: bytes, inputs: dict[str, str]) -> bytes:
    return typst.compile(layout, font_paths=_fonts(), format="pdf", pdf_standards=["ua-1"], sys_inputs=inputs)


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that typst itself brings, so that a sheet looks the same on every machine."""
    return typst.Fonts(include_system_fonts=False)
