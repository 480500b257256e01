"""In which encoding is this text? Found by reading it once, in small pieces."""

import codecs
from typing import BinaryIO

_PIECE = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(stream: BinaryIO) -> str | None:
    """Return the encoding of a whole text, and leave the stream at its beginning.

    By its byte-order mark, else UTF-8 where every byte fits, else Windows-1252; None where that does
    not fit either.
    """
    stream.seek(0)
    head = stream.read(4)
    marked = [encoding for mark, encoding in _MARKS if head.startswith(mark)]
    found = next((each for each in (marked or ["utf-8", "cp1252"]) if _fits(stream, each)), None)
    stream.seek(0)
    return found


def _fits(stream: BinaryIO, encoding: str) -> bool:
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := stream.read(_PIECE):
            if "\x00" in decoder.decode(piece):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
