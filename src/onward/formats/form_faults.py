"""From what pydantic found to faults: path, stable code, and words without any value that was sent."""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from onward.formats.fault_table import fault
from onward.formats.field_words import FIELD_WORDS
from onward.formats.forms import Kind
from onward.formats.paths import joined, shown_name
from onward.foundation.faults import Fault

MOST_FAULTS = 100
KINDS_TO_SEND = tuple(kind.value for kind in Kind if kind not in {Kind.REQUEST, Kind.REPORT})

_CODES = MappingProxyType(
    {
        "missing": "missing-field",
        "union_tag_not_found": "missing-field",
        "extra_forbidden": "unexpected-field",
        "string_too_short": "empty-field",
        "string_too_long": "text-too-long",
        "string_unicode": "text-unreadable",
        "string_pattern_mismatch": "wrong-format",
        "no_such_day": "no-such-day",
        "too_long": "too-many-items",
        "enum": "wrong-choice",
        "literal_error": "wrong-choice",
        "union_tag_invalid": "wrong-choice",
    }
)
_EXPECTED_TYPES = MappingProxyType(
    {
        "string_type": "text",
        "bool_type": "true or false",
        "tuple_type": "a list",
        "dict_type": "an object",
        "model_type": "an object",
        "model_attributes_type": "an object",
    }
)
_FREE_TEXT_FORM = "text of at most"


def form_faults(error: ValidationError, path: str) -> tuple[Fault, ...]:
    """Return one fault for each thing that pydantic found, up to a limit that a last fault names."""
    details = error.errors(include_url=False, include_input=False, include_context=True)
    faults = tuple(_translated(one, path) for one in details[:MOST_FAULTS])
    if len(details) <= MOST_FAULTS:
        return faults
    return (*faults, fault("further-faults", path, limit=MOST_FAULTS))


def _translated(detail: ErrorDetails, path: str) -> Fault:
    found, words = detail["type"], detail.get("ctx", {})
    where = joined(path, _json_path(_place(detail)))
    if found in _EXPECTED_TYPES:
        return fault("wrong-type", where, expected=_EXPECTED_TYPES[found])
    code = _CODES.get(found, "wrong-format")
    if code == "wrong-format":
        return _wrong_format(where, _last_name(_place(detail)))
    return fault(code, where, choices=_choices(found, words), limit=str(words.get("max_length", "")))


def _place(detail: ErrorDetails) -> tuple[int | str, ...]:
    """Return where it is, without the kind with which pydantic begins, and with the kind where that is it."""
    if detail["type"].startswith("union_tag"):
        return ("kind",)
    return detail["loc"][1:]


def _wrong_format(where: str, name: str) -> Fault:
    words = FIELD_WORDS.get(name)
    if words is None or words.form.startswith(_FREE_TEXT_FORM):
        return fault("text-unreadable", where)
    return fault("wrong-format", where, expected=words.form)


def _choices(found: str, words: Mapping[str, object]) -> str:
    if found == "union_tag_invalid":
        return ", ".join(KINDS_TO_SEND)
    return str(words.get("expected", "")).replace("'", "").replace(" or ", ", ")


def _last_name(place: tuple[int | str, ...]) -> str:
    return next((part for part in reversed(place) if isinstance(part, str)), "")


def _json_path(place: tuple[int | str, ...]) -> str:
    path = ""
    for part in place:
        path = f"{path}[{part}]" if isinstance(part, int) else joined(path, shown_name(part))
    return path
