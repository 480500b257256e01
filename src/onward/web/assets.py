"""The style sheets, scripts, fonts and pictures that pages use, and their addresses.

All of them lie in memory, under one name made from all their contents. Browsers may therefore keep them
for good, a change anywhere is a new address, and they may name each other by relative paths.
"""

import gzip
import hashlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from onward.web.fetching import copied, is_fetched, place_of

PREFIX: Final = "/static/"
OWN: Final = Path(__file__).parent / "static"
GUIDE_PICTURES: Final = Path(__file__).resolve().parents[3] / "docs" / "guide" / "pictures"
MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
}
_FETCHED: Final = "static/"
_OF_THE_GUIDE: Final = "guide/"


class UnknownAsset(Exception):
    """No file of that name is served."""


@dataclass(frozen=True, kw_only=True)
class Asset:
    """One file as it is sent: its media type, its content, and the same in gzip (none: it gains nothing)."""

    media_type: str
    content: bytes = field(repr=False)
    compressed: bytes | None = field(repr=False)


def asset(name: str) -> str:
    """Return the address of a file of `web/static`, of a fetched one, or of a picture such as `guide/x.png`.

    A file that is to be fetched has an address even where fetching failed; nothing lies there then.

    Raises:
        UnknownAsset: there is no such file.
    """
    if name not in _files() and _FETCHED + name not in copied("run"):
        raise UnknownAsset(name)
    return _address(name)


def find(address: str) -> Asset | None:
    """Return what lies at an address; None if nothing does."""
    return _by_address().get(address)


def is_styled() -> bool:
    """Say whether what others made was fetched when this process started; without it pages are plain."""
    return "design-system.min.css" in _files()


@cache
def _address(name: str) -> str:
    return f"{PREFIX}{_fingerprint()}/{name}"


@cache
def _by_address() -> dict[str, Asset]:
    return {_address(name): _prepare(name, content) for name, content in _files().items()}


@cache
def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name, content in sorted(_files().items()):
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


@cache
def _files() -> dict[str, bytes]:
    """Return the content of every file by its name; one of our own outranks a fetched one."""
    fetched = place_of("run") / _FETCHED
    folders = (fetched, OWN) if is_fetched("run") else (OWN,)
    pictures = {_OF_THE_GUIDE + file.name: file.read_bytes() for file in GUIDE_PICTURES.glob("*.png")}
    return pictures | {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for folder in folders
        for file in folder.rglob("*")
        if file.suffix in MEDIA_TYPES
    }


def _prepare(name: str, content: bytes) -> Asset:
    compressed = gzip.compress(content, mtime=0)
    gains = len(compressed) < len(content)
    media_type = MEDIA_TYPES[Path(name).suffix]
    return Asset(media_type=media_type, content=content, compressed=compressed if gains else None)
