"""The names of transfer files: `LLLSSSS_CTF_LLLSSSS_nnn.xml`, source, destination, serial number."""

import re
from dataclasses import dataclass
from enum import StrEnum

from onward.formats.ctf.faults import NAME_UNREADABLE, found
from onward.foundation.errors import OnwardError
from onward.foundation.faults import Fault


class DestinationKind(StrEnum):
    """What the seven characters of a destination stand for."""

    SCHOOL = "school"
    AUTHORITY = "authority"
    UNKNOWN = "unknown"
    OUTSIDE_MAINTAINED = "outside-maintained"


class NotACtfCode(OnwardError):
    """Not a code that a transfer file's name can hold."""

    code = "not-a-ctf-code"


@dataclass(frozen=True, kw_only=True)
class CtfName:
    """A transfer file's name, taken apart. `text` is its canonical form."""

    source: str
    destination: str
    serial: int

    @property
    def text(self) -> str:
        """Return the name as it should be written."""
        return f"{self.source}_CTF_{self.destination}_{self.serial:03d}.xml"

    @property
    def destination_kind(self) -> DestinationKind:
        """Say what the destination stands for."""
        return destination_kind(self.destination) or DestinationKind.UNKNOWN


def parse(name: str) -> CtfName | Fault:
    """Read a file name, or return what is to be said of it: a warning, for a name alone stops no file.

    Forgives folders before it, letter case, a missing last underscore, and what copying adds: `(1)`,
    ` - Copy`.
    """
    match = _NAME.fullmatch(re.split(r"[\\/]", name.strip())[-1].upper())
    if match is None:
        return found(NAME_UNREADABLE, "file name")
    source, destination, serial = match.groups()
    return CtfName(source=source, destination=destination, serial=int(serial))


def make(*, source: str, destination: str, serial: int) -> CtfName:
    """Return the name of a file to be written.

    Raises:
        NotACtfCode: the source is no school or authority, the destination is none of the four kinds,
            or the serial number is not from 1 to 999.
    """
    if destination_kind(source) not in (DestinationKind.SCHOOL, DestinationKind.AUTHORITY):
        raise NotACtfCode(f"Not a source: {source!r}.")
    if destination_kind(destination) is None:
        raise NotACtfCode(f"Not a destination: {destination!r}.")
    if not 1 <= serial <= 999:
        raise NotACtfCode(f"Not a serial number from 1 to 999: {serial}.")
    return CtfName(source=source, destination=destination, serial=serial)


def destination_kind(code: str) -> DestinationKind | None:
    """Say what seven characters stand for: a school, `820LLLL`, `XXXXXXX`, `MMMMMMM`, or none of them."""
    for kind, pattern in _KINDS:
        if pattern.fullmatch(code):
            return kind
    return None


_KINDS = (
    (DestinationKind.SCHOOL, re.compile(r"[0-9]{7}")),
    (DestinationKind.AUTHORITY, re.compile(r"[0-9]{3}LLLL")),
    (DestinationKind.UNKNOWN, re.compile(r"X{7}")),
    (DestinationKind.OUTSIDE_MAINTAINED, re.compile(r"M{7}")),
)

_PLACE = r"[0-9]{7}|[0-9]{3}LLLL"
_COPIED = r"(?:\s*\([0-9]+\)|\s*-\s*COPY)*"
_NAME = re.compile(rf"({_PLACE})_CTF_({_PLACE}|X{{7}}|M{{7}})_?([0-9]{{3}}){_COPIED}\.XML")
