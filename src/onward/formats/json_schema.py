"""The published JSON Schema of native messages, made from the forms themselves.

Whatever the schema accepts the hub accepts in form; check digits and plausible dates, which a schema
cannot say, are described in its text. The hub is kinder in one thing: it trims spaces around text.
"""

import json
from typing import Any

from onward.formats.examples import EXAMPLES
from onward.formats.field_words import FIELD_WORDS
from onward.formats.forms import Kind
from onward.formats.native import LARGEST_BATCH
from onward.formats.validation import SAID

SCHEMA_ID = "urn:onward:schema:message:v1"

_ABOUT = (
    "One thing that an organisation says to the exchange. The hub further checks the check digits of SCN, "
    "UPN and CHI numbers, that dates are plausible, and what only it can know, such as whether a school "
    "exists. Spaces around text are trimmed. In a batch or a stream an item may stand beside its "
    "idempotency key, as in $defs/KeyedMessage."
)
_KEYED: dict[str, Any] = {
    "title": "Message with its key",
    "description": "An item of a batch or a stream, with its idempotency key beside it.",
    "type": "object",
    "properties": {
        "key": {
            "title": "Idempotency key",
            "description": "A repeated key answers as the first did.",
            "type": "string",
            "pattern": "^[!-~]{0,200}$",
        },
        "item": {"$ref": "#"},
    },
    "required": ["item"],
    "additionalProperties": False,
}
_BATCH: dict[str, Any] = {
    "title": "Batch",
    "description": f"Up to {LARGEST_BATCH} items, each answered by a verdict of its own.",
    "type": "object",
    "properties": {
        "items": {
            "type": "array",
            "maxItems": LARGEST_BATCH,
            "items": {"oneOf": [{"$ref": "#"}, {"$ref": "#/$defs/KeyedMessage"}]},
        }
    },
    "required": ["items"],
    "additionalProperties": False,
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a native message, the same at every call."""
    made = SAID.json_schema(mode="validation")
    forms: dict[str, Any] = made["$defs"]
    for name, form in forms.items():
        _describe(form)
        if name in _BETWEEN_FIELDS:
            form.update(_BETWEEN_FIELDS[name])
    for choice in made["oneOf"]:
        _require_kind(forms[choice["$ref"].rsplit("/", 1)[-1]])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Onward message, version 1",
        "description": _ABOUT,
        "oneOf": made["oneOf"],
        "$defs": {**forms, "KeyedMessage": _KEYED, "Batch": _BATCH},
    }


def schema_text() -> str:
    """Return the published document, as it stands in `docs/schema/onward-message-v1.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _given(name: str) -> dict[str, Any]:
    return {"required": [name], "properties": {name: {"type": "object"}}}


def _filled(name: str) -> dict[str, Any]:
    return {"required": [name], "properties": {name: {"minLength": 1}}}


_NOT_BOTH: dict[str, Any] = {"not": {"allOf": [_given("destination"), _given("outside")]}}
_BETWEEN_FIELDS: dict[str, dict[str, Any]] = {
    "Departure": _NOT_BOTH,
    "Redirect": {**_NOT_BOTH, "anyOf": [_given("destination"), _given("outside")]},
    "Record": {"anyOf": [_given("pupil"), _filled("leaver")]},
    "Arrival": {"anyOf": [_given("pupil"), _filled("joiner")]},
}


def _describe(form: dict[str, Any]) -> None:
    """Give every field its title and what it says, in place of names made from code."""
    form["description"] = " ".join(form.get("description", "").split())
    for name, field in form.get("properties", {}).items():
        words = FIELD_WORDS[name]
        field["title"], field["description"] = words.title, words.says


def _require_kind(form: dict[str, Any]) -> None:
    kind = form["properties"]["kind"]
    form["required"] = ["kind", *form.get("required", [])]
    form["examples"] = [EXAMPLES[Kind(kind["const"])]]
    del kind["default"]
