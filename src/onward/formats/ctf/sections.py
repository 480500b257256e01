"""From elements to JSON by the declared structure; what the structure does not know comes out beside it."""

from dataclasses import dataclass, field

from onward.formats.ctf.element import Element
from onward.formats.ctf.structure import Part


@dataclass(frozen=True)
class Unknown:
    """A text that the structure has no place for: where it was and what it says."""

    path: str
    line: int
    value: str

    def said(self) -> dict[str, str]:
        """Return it as the record keeps it."""
        return {"path": self.path, "value": self.value}


@dataclass
class Sections:
    """What an element holds: `known` by name, and the rest."""

    known: dict[str, object] = field(default_factory=dict)
    unknown: list[Unknown] = field(default_factory=list)


def read_sections(element: Element, part: Part) -> Sections:
    """Return what a group holds. Empty elements are left out; texts are trimmed."""
    sections = Sections()
    found = _group(element, part, "", sections.unknown)
    if isinstance(found, dict):
        sections.known = found
    return sections


def _value(element: Element, part: Part, path: str, unknown: list[Unknown]) -> object:
    """Return a text, an object, a list, or None where there is nothing."""
    if part.parts:
        return _group(element, part, f"{path}/", unknown)
    for name, value in element.attributes.items():
        unknown.append(Unknown(f"{path}/@{name}", element.line, value))
    for inner in element.parts:
        _keep(inner, f"{path}/{inner.name}", unknown)
    text = element.text.strip()
    return text or ("true" if part.flag else None)


def _group(element: Element, part: Part, prefix: str, unknown: list[Unknown]) -> object:
    found: dict[str, object] = {}
    if element.attributes or element.text.strip():
        stray = Element("", element.line, text=element.text, attributes=element.attributes)
        _keep(stray, prefix.rstrip("/") or element.name, unknown)
    for inner in element.parts:
        _place(inner, part, prefix, found, unknown)
    if part.listed:
        return found.get(part.listed.name)
    return found or None


def _place(inner: Element, part: Part, prefix: str, found: dict[str, object], unknown: list[Unknown]) -> None:
    """Put one element where the structure has a place for it, or among the unknown."""
    known = part.find(inner.name)
    if known is None:
        _keep(inner, f"{prefix}{inner.name}", unknown)
    elif known.repeats:
        _add(inner, known, prefix, found, unknown)
    elif known.name not in found:
        value = _value(inner, known, f"{prefix}{known.name}", unknown)
        if value is not None:
            found[known.name] = value
    elif not inner.is_empty:
        _keep(inner, f"{prefix}{inner.name}", unknown)


def _add(inner: Element, known: Part, prefix: str, found: dict[str, object], unknown: list[Unknown]) -> None:
    values = found.get(known.name)
    values = values if isinstance(values, list) else []
    value = _value(inner, known, f"{prefix}{known.name}[{len(values) + 1}]", unknown)
    if value is not None:
        values.append(value)
        found[known.name] = values


def _keep(element: Element, path: str, unknown: list[Unknown]) -> None:
    unknown.extend(Unknown(at, element.line, value) for at, value in element.flattened(path))
