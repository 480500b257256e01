"""One row of the table of stable fault codes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FaultKind:
    """A kind of fault: its stable `code`, what it means in a few words, and what would mend it.

    Codes are never reused for another meaning. `formats.fault_table` lists all of them.
    """

    code: str
    title: str
    mend: str
