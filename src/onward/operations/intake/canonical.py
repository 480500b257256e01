"""An item as bytes that are the same wherever, and in whatever format, it was written."""

import hashlib
import json

from onward.directory.register import SchoolFact
from onward.formats.forms import Said


def canonical(said: Said) -> bytes:
    """Return the item as JSON with sorted names, without what says nothing but the default."""
    fields = said.model_dump(mode="json", exclude_defaults=True)
    whole = {**fields, "kind": said.kind.value}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def content_key(content: bytes, *, school: SchoolFact, kind: str) -> str:
    """Return the idempotency key of an item whose sender gave none: equal content, equal key."""
    digest = hashlib.sha256(b"\n".join([school.key.encode(), kind.encode(), content]))
    return f"content-{digest.hexdigest()}"
