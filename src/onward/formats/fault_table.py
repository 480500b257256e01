"""The one table of stable fault codes, and the only way to make a fault from it.

A code is never reused for another meaning. Messages and mends are fixed texts with at most a few
words filled in; those words are limits, choices, headings and expected forms, never a personal value.
"""

from types import MappingProxyType

from onward.formats.ctf.faults import CTF_FAULTS, CTF_WARNINGS
from onward.formats.fault_kind import FaultKind
from onward.formats.kinds_of_fault.directory import DIRECTORY_FAULTS, DIRECTORY_WARNINGS
from onward.formats.kinds_of_fault.exchange import EXCHANGE_FAULTS, EXCHANGE_WARNINGS
from onward.formats.kinds_of_fault.file import FILE_FAULTS, FILE_WARNINGS
from onward.formats.kinds_of_fault.item import ITEM_FAULTS
from onward.foundation.faults import Fault, Level

WARNING_KINDS = (*FILE_WARNINGS, *CTF_WARNINGS, *EXCHANGE_WARNINGS, *DIRECTORY_WARNINGS)
FAULT_KINDS = (
    *ITEM_FAULTS,
    *FILE_FAULTS,
    *CTF_FAULTS,
    *EXCHANGE_FAULTS,
    *DIRECTORY_FAULTS,
    *WARNING_KINDS,
)
FAULT_TABLE = MappingProxyType({kind.code: kind for kind in FAULT_KINDS})

_WARNING_CODES = frozenset(kind.code for kind in WARNING_KINDS)


def fault(code: str, path: str, **words: str | int) -> Fault:
    """Return a fault (or warning, where the table says so) with its message and mend filled in.

    `words` fill the places in the texts, such as `limit=50`; never pass a personal value.

    Raises:
        KeyError: the code is not in the table, or a word that its texts need is missing.
    """
    level = Level.WARNING if code in _WARNING_CODES else Level.FAULT
    return _filled(FAULT_TABLE[code], path, level, words)


def warning(code: str, path: str, **words: str | int) -> Fault:
    """Return a warning with a code that is otherwise a fault: the item is taken all the same."""
    return _filled(FAULT_TABLE[code], path, Level.WARNING, words)


def stops(faults: tuple[Fault, ...]) -> bool:
    """Return whether any of these is more than a warning."""
    return any(one.level is Level.FAULT for one in faults)


def _filled(kind: FaultKind, path: str, level: Level, words: dict[str, str | int]) -> Fault:
    return Fault(
        path=path,
        code=kind.code,
        message=kind.title.format(**words),
        mend=kind.mend.format(**words),
        level=level,
    )
