"""From the bytes of a transfer file to its text, in bounded memory.

Reads UTF-8, Windows-1252 (with ISO 8859-1) and UTF-16. A file that declares one and holds another is read
as what it holds; where that was is remembered, so that it can be told exactly.
"""

import codecs
import re
from collections import deque
from collections.abc import Iterator
from enum import StrEnum
from typing import BinaryIO

from onward.formats.ctf.faults import ENCODING_OTHER, ENCODING_WRONG, found
from onward.foundation.errors import OnwardError
from onward.foundation.faults import Fault

CHUNK = 1 << 16
HEAD = 4096


class TooManyBytes(OnwardError):
    """The file is larger than is accepted."""

    code = "too-many-bytes"


class _Family(StrEnum):
    UTF8 = "UTF-8"
    WINDOWS = "Windows-1252"
    UTF16 = "UTF-16"


class FileText:
    """The text of a file in chunks, without its XML declaration, and what had to be mended on the way."""

    def __init__(self, stream: BinaryIO, *, max_bytes: int) -> None:
        """Take the stream; nothing is read yet."""
        self.size = 0
        self._stream = stream
        self._max_bytes = max_bytes
        self._line = 1
        self._mended: deque[int] = deque()
        self._declared = ""
        self._family = _Family.UTF8
        self._beyond_ascii = False
        self._mixed_at = 0
        self._decoder: codecs.IncrementalDecoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")

    def chunks(self) -> Iterator[str]:
        """Read the file to its end.

        Raises:
            TooManyBytes: when more than `max_bytes` were read; the text before that has been given.
        """
        head = self._head()
        self._settle(head)
        yield _DECLARATION.sub(_only_lines, self._text(head, ended=False), count=1)
        while data := self._stream.read(CHUNK):
            self._count(data)
            yield self._text(data, ended=False)
        yield self._text(b"", ended=True)

    def mended_until(self, line: int) -> tuple[int, ...]:
        """Return the lines up to this one where characters were mended, once."""
        lines = []
        while self._mended and self._mended[0] <= line:
            lines.append(self._mended.popleft())
        return tuple(lines)

    def faults(self) -> tuple[Fault, ...]:
        """Return what is to be said of the encoding of the file as a whole, when it has been read."""
        if self._mixed_at:
            return self._wrong(f"line {self._mixed_at} is in {_Family.WINDOWS.value}")
        if _EXPECTED.get(self._declared.lower()) != self._family:
            return self._wrong(f"it is in {self._family.value}")
        if self._family is not _Family.UTF8 and self._beyond_ascii:
            return (found(ENCODING_OTHER, "file", expected=self._family.value),)
        return ()

    def _wrong(self, place: str) -> tuple[Fault]:
        declared = self._declared or "no encoding, which means UTF-8"
        return (found(ENCODING_WRONG, "file", expected=declared, place=place),)

    def _head(self) -> bytes:
        head = b""
        while len(head) < HEAD and (data := self._stream.read(HEAD)):
            self._count(data)
            head += data
        return head

    def _count(self, data: bytes) -> None:
        self.size += len(data)
        if self.size > self._max_bytes:
            raise TooManyBytes

    def _settle(self, head: bytes) -> None:
        """Choose the decoder: by what the first bytes show, else by what the file declares."""
        shown = next((codec for start, codec in _STARTS if head.startswith(start)), "")
        self._family = _Family.UTF16 if shown.startswith("utf-16") else _Family.UTF8
        self._beyond_ascii = self._family is _Family.UTF16
        text = head.decode(shown or "latin-1", "replace")
        declared = _ENCODING.search(text)
        self._declared = declared.group(1) if declared else ("UTF-16" if shown.startswith("utf-16") else "")
        if not shown and _EXPECTED.get(self._declared.lower()) is _Family.WINDOWS:
            self._family = _Family.WINDOWS
            shown = "cp1252"
        errors = "replace" if shown.startswith(("utf-16", "cp")) else "surrogateescape"
        self._decoder = codecs.getincrementaldecoder(shown or "utf-8")(errors)

    def _text(self, data: bytes, *, ended: bool) -> str:
        if not self._beyond_ascii and not data.isascii():
            self._beyond_ascii = True
            self._doubt_windows(data)
        text = self._decoder.decode(data, ended)
        if _MENDABLE.search(text):
            text = self._mend(text)
        self._line += text.count("\n")
        return text

    def _doubt_windows(self, data: bytes) -> None:
        """Read as UTF-8 what declares Windows-1252 but is UTF-8: its pattern hardly ever comes by chance."""
        if self._family is not _Family.WINDOWS:
            return
        try:
            codecs.getincrementaldecoder("utf-8")().decode(data)
        except UnicodeDecodeError:
            return
        self._family = _Family.UTF8
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")

    def _mend(self, text: str) -> str:
        line, at = self._line, 0
        pieces = []
        for match in _MENDABLE.finditer(text):
            line += text.count("\n", at, match.start())
            pieces += [text[at : match.start()], self._mended_character(match.group(), line)]
            at = match.end()
            if not self._mended or self._mended[-1] != line:
                self._mended.append(line)
        return "".join([*pieces, text[at:]])

    def _mended_character(self, character: str, line: int) -> str:
        if "\udc80" <= character <= "\udcff":
            self._mixed_at = self._mixed_at or line
            return bytes([ord(character) - 0xDC00]).decode("cp1252", "replace")
        return character if character == "\ufffd" else " "


def _only_lines(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


_STARTS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_EXPECTED = {
    "": _Family.UTF8,
    "utf-8": _Family.UTF8,
    "utf8": _Family.UTF8,
    "us-ascii": _Family.UTF8,
    "ascii": _Family.UTF8,
    "windows-1252": _Family.WINDOWS,
    "cp1252": _Family.WINDOWS,
    "iso-8859-1": _Family.WINDOWS,
    "latin1": _Family.WINDOWS,
    "latin-1": _Family.WINDOWS,
    "utf-16": _Family.UTF16,
    "utf-16le": _Family.UTF16,
    "utf-16be": _Family.UTF16,
}
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*\?>")
_ENCODING = re.compile(r"""\A\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# Control characters that XML forbids, bytes that were not UTF-8 (kept by surrogateescape), lost characters.
_MENDABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\udc80-\udcff\ufffd-\uffff]")
