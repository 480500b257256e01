"""The published schema of native messages as a part of the OpenAPI document."""

from collections.abc import Mapping
from typing import Any, Final

from onward.formats.json_schema import json_schema

_THERE: Final = "#/components/schemas/"


def message_schemas() -> dict[str, Any]:
    """Return the forms of native messages, and `Message` itself, as components of the OpenAPI document."""
    whole = json_schema()
    forms = {name: _moved(form) for name, form in whole["$defs"].items()}
    message = {"title": "Message", "description": whole["description"], "oneOf": _moved(whole["oneOf"])}
    return {**forms, "Message": message}


def _moved(part: Any) -> Any:
    """Return a part of the schema with its references as they are in the OpenAPI document."""
    if isinstance(part, Mapping):
        return {name: _reference(each) if name == "$ref" else _moved(each) for name, each in part.items()}
    return [_moved(each) for each in part] if isinstance(part, list) else part


def _reference(there: str) -> str:
    return f"{_THERE}Message" if there == "#" else there.replace("#/$defs/", _THERE)


def raw_body(*media_types: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the OpenAPI document says of a body that the endpoint reads by itself."""
    content = {each: {"schema": schema} for each in media_types}
    return {"requestBody": {"required": True, "content": content}}


MESSAGE_BODY: Final = raw_body("application/json", schema={"$ref": f"{_THERE}Message"})
