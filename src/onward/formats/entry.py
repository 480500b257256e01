"""One item of a batch, stream, list or file, read on its own: one bad item never stops the others."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onward.formats.fault_table import stops
from onward.formats.forms import Said
from onward.foundation.faults import Fault


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """What one item says, or why it cannot be taken.

    `index` counts the items from 0; `line` is the line of the file or the row of the sheet, from 1.
    `key` is the idempotency key, empty where the sender gave none. `said` is None exactly where
    `faults` hold more than warnings. `stated` is the item before it was checked,
    where there is one to be had: what in it cannot be read stands there as it was written.
    """

    index: int
    line: int
    key: str = ""
    said: Said | None = None
    faults: tuple[Fault, ...] = ()
    stated: Mapping[str, object] | None = None


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A file that is being read: what there is to say of the whole, and its items one by one.

    `notes` are the faults and warnings of the whole file. With a fault among them there are no
    entries. Damage that is met later comes as the last entry.
    """

    entries: Iterator[Entry]
    notes: tuple[Fault, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether nothing of the file could be read."""
        return stops(self.notes)


def refuse(*notes: Fault) -> Reading:
    """Return the reading of a file of which nothing can be read, and why."""
    return Reading(entries=iter(()), notes=notes)
