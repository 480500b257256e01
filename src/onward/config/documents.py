"""The generated documents that need the whole house: for `./onward docs`, which calls them by name."""

import json

from onward.access.permission_table import permission_table
from onward.api.main import api
from onward.config.declared_rows import declared_rows


def permissions() -> str:
    """Return docs/permissions.md."""
    return permission_table(declared_rows())


def openapi() -> str:
    """Return docs/openapi-v1.json."""
    document = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
