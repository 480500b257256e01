"""How answers are made: checked once, where they are built, and written as JSON without detours.

The framework's own base looks at every field of every row twice as if it came from a database; a page of
fifty rows took it longer than the query.
"""

from typing import Any

from django.http import HttpRequest
from ninja.renderers import BaseRenderer
from pydantic import BaseModel, ConfigDict
from pydantic_core import to_json


class Out(BaseModel):
    """The base of every answer's shape."""

    model_config = ConfigDict(from_attributes=True)


class JsonRenderer(BaseRenderer):
    """Writes JSON: times with their zone, identifiers as text."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Return the data as JSON."""
        return to_json(data)
