"""Write the table of fault codes for the docs, from the table itself."""

from collections.abc import Iterable

from onward.formats.ctf.faults import CTF_FAULTS
from onward.formats.fault_kind import FaultKind
from onward.formats.fault_table import WARNING_KINDS
from onward.formats.kinds_of_fault.directory import DIRECTORY_FAULTS
from onward.formats.kinds_of_fault.exchange import EXCHANGE_FAULTS
from onward.formats.kinds_of_fault.file import FILE_FAULTS
from onward.formats.kinds_of_fault.item import ITEM_FAULTS
from onward.foundation.markdown import generated_page, table

_ABOUT = """\
Every fault has a path, one of these codes, plain words, and what would mend it. A code never changes its
meaning. Words in braces are filled in; they are limits, choices and headings, never a personal value. A fault
stops its item and no other; a warning travels with an item that was taken.
"""
_CHAPTERS = (
    ("Faults in one item, however it was written", ITEM_FAULTS),
    ("Faults of a file", FILE_FAULTS),
    ("Faults of a Common Transfer File", CTF_FAULTS),
    ("Faults that only the exchange can find", EXCHANGE_FAULTS),
    ("Faults of a school list or a list of holidays", DIRECTORY_FAULTS),
    ("Warnings", WARNING_KINDS),
)


def fault_page() -> str:
    """Return docs/fault-codes.md."""
    chapters = (f"## {title}\n\n{_table(kinds)}" for title, kinds in _CHAPTERS)
    return generated_page("Fault codes", "formats/fault_table.py", _ABOUT, *chapters)


def _table(kinds: Iterable[FaultKind]) -> str:
    ordered = sorted(kinds, key=lambda kind: kind.code)
    rows = ((f"`{kind.code}`", kind.title, kind.mend) for kind in ordered)
    return table(("Code", "What is wrong", "What mends it"), rows)
