"""From JSON to elements by the declared structure; tells what the structure has no place for."""

import html
import re
from collections.abc import Mapping

from onward.formats.ctf.structure import CORE, Part


def render(part: Part, values: Mapping[str, object], *, extension: str = "") -> str:
    """Return the XML of a group: its parts in order, but for the empty. `extension` comes last, as it is."""
    return f"<{part.name}>{_inner(part, values, '', [])}{extension}</{part.name}>"


def unwritable(core: Mapping[str, object]) -> tuple[str, ...]:
    """Return the paths of what a record's core holds and a transfer file cannot carry."""
    lost: list[str] = []
    _inner(CORE, {name: value for name, value in core.items() if name not in _NOT_SECTIONS}, "", lost)
    unknown = core.get("unknown")
    kept = (
        [each.get("path") for each in unknown if isinstance(each, Mapping)]
        if isinstance(unknown, list)
        else []
    )
    return (*lost, *(str(path) for path in kept))


def _inner(part: Part, values: Mapping[str, object], prefix: str, lost: list[str]) -> str:
    names = {inner.name for inner in part.parts}
    lost.extend(f"{prefix}{name}" for name, value in values.items() if name not in names and value)
    return "".join(
        _every(inner, values[inner.name], f"{prefix}{inner.name}", lost)
        for inner in part.parts
        if inner.name in values
    )


def _every(part: Part, value: object, path: str, lost: list[str]) -> str:
    """Render a part, as often as its value says where it may come several times."""
    if not part.repeats:
        return _one(part, value, path, lost)
    if not isinstance(value, list):
        lost.append(path)
        return ""
    return "".join(_one(part, each, f"{path}[{index}]", lost) for index, each in enumerate(value, start=1))


def _one(part: Part, value: object, path: str, lost: list[str]) -> str:
    if part.listed:
        inner = _every(part.listed, value, path, lost)
    elif not part.parts:
        inner = _leaf(value, path, lost)
    elif isinstance(value, Mapping):
        inner = _inner(part, value, f"{path}/", lost)
    else:
        inner = ""
        if value:
            lost.append(path)
    return f"<{part.name}>{inner}</{part.name}>" if inner else ""


def _leaf(value: object, path: str, lost: list[str]) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or isinstance(value, str | int | float):
        text = _FORBIDDEN.sub("", str(value if value is not None else "")).strip()
        return html.escape(text, quote=False).replace("\r", "&#13;")
    lost.append(path)
    return ""


_NOT_SECTIONS = frozenset({"ctf", "unknown"})
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
