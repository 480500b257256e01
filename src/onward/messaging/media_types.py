"""Which kinds of document are taken, how one is known by its content, and what it may be called. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from onward.messaging.errors import ContentNotAsStated, MediaTypeNotTaken

LONGEST_NAME = 120

_OFFICE = "application/vnd.openxmlformats-officedocument."
_ODT = "application/vnd.oasis.opendocument.text"
_ZIP = b"PK\x03\x04"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LONGEST_MARK = 64
_NOT_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*\s]+')


@dataclass(frozen=True, kw_only=True)
class MediaType:
    """One kind of document: the endings of its names, what it begins with, and what must occur in it.

    `begins` names the possible beginnings, byte order mark and white space aside where `is_text`.
    """

    endings: tuple[str, ...]
    begins: tuple[bytes, ...]
    contains: bytes = b""
    is_text: bool = False


MEDIA_TYPES: Mapping[str, MediaType] = MappingProxyType(
    {
        "application/pdf": MediaType(endings=(".pdf",), begins=(b"%PDF-",)),
        f"{_OFFICE}wordprocessingml.document": MediaType(
            endings=(".docx",), begins=(_ZIP,), contains=b"word/"
        ),
        f"{_OFFICE}spreadsheetml.sheet": MediaType(endings=(".xlsx",), begins=(_ZIP,), contains=b"xl/"),
        _ODT: MediaType(endings=(".odt",), begins=(_ZIP,), contains=b"mimetype" + _ODT.encode()),
        "image/png": MediaType(endings=(".png",), begins=(b"\x89PNG\r\n\x1a\n",)),
        "image/jpeg": MediaType(endings=(".jpg", ".jpeg"), begins=(b"\xff\xd8\xff",)),
        "application/xml": MediaType(endings=(".xml",), begins=(b"<",), is_text=True),
        "text/xml": MediaType(endings=(".xml",), begins=(b"<",), is_text=True),
        "text/plain": MediaType(endings=(".txt",), begins=(b"",), is_text=True),
    }
)


def media_type_of(stated: str) -> str:
    """Return the name of a media type without its parameters, in lower case.

    Raises:
        MediaTypeNotTaken: documents of this type are not taken.
    """
    name = stated.partition(";")[0].strip().lower()
    if name not in MEDIA_TYPES:
        raise MediaTypeNotTaken
    return name


def safe_name(stated: str, media_type: str) -> str:
    """Return the name of a file without folders, control signs and signs that some system cannot keep.

    It always ends as names of its media type do, and never begins with a full stop.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", stated))[-1]
    printable = "".join(sign for sign in last if sign.isprintable() or sign == " ")
    name = _NOT_IN_A_NAME.sub(" ", printable).strip(" .")
    endings = MEDIA_TYPES[media_type].endings
    ending = next((each for each in endings if name.lower().endswith(each)), "")
    stem = name[: len(name) - len(ending)].rstrip(" .")
    return (stem[:LONGEST_NAME] or "document") + (ending.lower() or endings[0])


class ContentCheck:
    """Looks at a content as it passes, and finds out whether it is what its media type says."""

    def __init__(self, media_type: str) -> None:
        """Take the name of a media type that is in the table."""
        self._type = MEDIA_TYPES[media_type]
        self._is_begun = False
        self._is_found = not self._type.contains
        self._tail = b""

    def look_at(self, piece: bytes) -> None:
        """Look at the next piece, which is not empty. The first must hold the whole beginning.

        Raises:
            ContentNotAsStated: this cannot be a document of the type.
        """
        if not self._is_begun:
            self._is_begun = True
            self._check_beginning(piece)
        if self._type.is_text and _NOT_TEXT.search(piece):
            raise ContentNotAsStated
        if not self._is_found:
            self._is_found = self._type.contains in self._tail + piece
            self._tail = piece[-_LONGEST_MARK:]

    def finish(self) -> None:
        """Say that all has been seen.

        Raises:
            ContentNotAsStated: there was nothing, or what belongs in every document of the type is missing.
        """
        if not (self._is_begun and self._is_found):
            raise ContentNotAsStated

    def _check_beginning(self, piece: bytes) -> None:
        start = piece[:1024]
        if self._type.is_text:
            start = start.removeprefix(_BYTE_ORDER_MARK).lstrip()
        if not start.startswith(self._type.begins):
            raise ContentNotAsStated
