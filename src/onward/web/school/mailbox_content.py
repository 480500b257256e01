"""The content of a message as people read it: headings, and facts under them. It asks nothing elsewhere."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from onward.formats.lists.choices import REASON_WORDS
from onward.web.components import Fact
from onward.web.wording import day

MOST_FACTS: Final = 400
"""How much of one part is shown; the download has all of it."""

_LEFT_OUT: Final = frozenset({"kind", "documents", "leaver", "about", "what", "code", "destination"})
_NAMES: Final = {
    "born": "Date of birth",
    "scn": "SCN",
    "upn": "UPN",
    "chi": "CHI number",
    "leaving_on": "Last day",
    "reason": "Leaving reason",
    "protection": "Whereabouts",
    "marks": "Marks of a vulnerable child",
    "permission_documented": "Permission to leave early is documented",
    "NCyearActual": "National Curriculum year",
    "pupil": "The pupil",
    "mend": "What to do",
    "message": "What happened",
    "seed": "SEED code",
}
_WORDS: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_")
_ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_VALUES: Final[Mapping[tuple[str, str], str]] = {
    ("sex", "F"): "Female",
    ("sex", "M"): "Male",
    ("sex", "U"): "Not known",
    ("protection", "protected"): "Protected",
    ("protection", "not-protected"): "Not protected",
    **{("reason", code): words for code, words in REASON_WORDS.items()},
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One part of a content."""

    title: str
    facts: Sequence[Fact]


def parts_of(content: bytes) -> list[Part]:
    """Return a content in parts: what is said itself, the pupil, and each section of the record."""
    whole = json.loads(content)
    if not isinstance(whole, Mapping):
        return []
    said = {name: value for name, value in whole.items() if name not in _LEFT_OUT}
    record = said.get("record")
    core = record.get("core", {}) if isinstance(record, Mapping) else {}
    sections = {
        name: value for name, value in said.items() if isinstance(value, Mapping) and name != "record"
    }
    plain = {name: value for name, value in said.items() if name not in {*sections, "record"}}
    named = [("What is said", plain), *((_label(name), value) for name, value in sections.items())]
    found = [_part(title, value) for title, value in [*named, *_sections(core)]]
    return [each for each in found if each.facts]


def _sections(core: object) -> Iterator[tuple[str, object]]:
    """Yield the sections of a record; what stands outside of all comes first."""
    if not isinstance(core, Mapping):
        return
    nested = {name: value for name, value in core.items() if isinstance(value, Mapping | list)}
    yield "The record", {name: value for name, value in core.items() if name not in nested}
    for name, value in nested.items():
        yield _label(name), value


def _part(title: str, value: object) -> Part:
    facts = islice(_flat(value, ()), MOST_FACTS + 1)
    shown = [Fact(key=": ".join(path) or title, values=[text]) for path, text in facts]
    if len(shown) > MOST_FACTS:
        shown[-1] = Fact(key="And more", values=["Download the message to see all of it."])
    return Part(title=title, facts=shown)


def _flat(value: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield each value in words, under the names by which it is reached."""
    if isinstance(value, Mapping):
        for name, each in value.items():
            yield from _flat(each, (*path, str(name)))
    elif isinstance(value, list):
        for number, each in enumerate(value, start=1):
            yield from _flat(each, (*path, str(number)))
    elif value not in (None, ""):
        yield tuple(_label(each) for each in path), _words(path[-1] if path else "", value)


def _words(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    text = str(value)
    if _ISO_DAY.fullmatch(text):
        with suppress(ValueError):
            return day(date.fromisoformat(text))
    return _VALUES.get((name, text), text)


def _label(name: str) -> str:
    if name in _NAMES:
        return _NAMES[name]
    words = [each if each.isupper() else each.lower() for each in _WORDS.sub(" ", name).split()]
    text = " ".join(words)
    return text[:1].upper() + text[1:]
