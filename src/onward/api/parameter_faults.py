"""What is wrong with a request's query, headers or small body: plain words, what mends it, no value sent."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from ninja.errors import ValidationError

from onward.api.contents import SHA256
from onward.formats.fault_table import fault
from onward.formats.paths import shown_name
from onward.foundation.faults import Fault

IDEMPOTENCY_KEY = "Idempotency-Key"

_KEY_FORM = "1 to 200 printable characters without spaces, such as a UUID"
_CHECKSUM_FORM = "64 digits and small letters from a to f"
_FORMS_BY_NAME = MappingProxyType(
    {
        "limit": "a whole number from 1 to 200",
        IDEMPOTENCY_KEY: _KEY_FORM,
        SHA256: _CHECKSUM_FORM,
        "sha256": _CHECKSUM_FORM,
    }
)
_FORMS_BY_TYPE = MappingProxyType(
    {
        "date_": "a date such as 2025-12-31",
        "datetime_": "a moment with its time zone, such as 2026-08-17T09:00:00Z",
        "timezone_": "a moment with its time zone, such as 2026-08-17T09:00:00Z",
        "uuid_": "an identifier that the hub gave, such as 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d",
    }
)
_CODES = MappingProxyType(
    {
        "missing": "missing-field",
        "extra_forbidden": "unexpected-field",
        "string_too_long": "text-too-long",
        "too_short": "empty-field",
        "too_long": "too-many-items",
        "enum": "wrong-choice",
        "literal_error": "wrong-choice",
    }
)
_EXPECTED_TYPES = MappingProxyType(
    {"list_type": "a list", "string_type": "text", "model_attributes_type": "an object"}
)


def parameter_faults(error: ValidationError) -> tuple[Fault, ...]:
    """Return one fault for each thing that is wrong."""
    return tuple(_translated(each) for each in error.errors)


def _translated(found: Mapping[str, Any]) -> Fault:
    kind, place, words = found["type"], found["loc"], found.get("ctx", {})
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    path = ".".join(shown_name(part) if isinstance(part, str) else str(part) for part in place)
    if kind == "missing" and place[0] == "header":
        return _header_missing(path, name)
    if kind in _EXPECTED_TYPES:
        return fault("wrong-type", path, expected=_EXPECTED_TYPES[kind])
    code = _CODES.get(kind, "wrong-format")
    return fault(
        code,
        path,
        expected=_form(kind, name),
        limit=str(words.get("max_length", "")),
        choices=str(words.get("expected", "")).replace("'", "").replace(" or ", ", "),
    )


def _header_missing(path: str, name: str) -> Fault:
    form = _FORMS_BY_NAME.get(name, "as the documentation of this address says")
    return Fault(
        path=path,
        code="missing-field",
        message="A required header is missing.",
        mend=f"Send an {name} header of your own: {form}.",
    )


def _form(kind: str, name: str) -> str:
    by_type = (form for start, form in _FORMS_BY_TYPE.items() if kind.startswith(start))
    return _FORMS_BY_NAME.get(name) or next(by_type, "the documentation of this address shows it")
