"""Faults and warnings as the API shows them."""

from collections.abc import Iterable

from onward.api.out import Out
from onward.foundation.faults import Fault, Level


class FaultOut(Out):
    """One thing that is wrong: where, a stable code, plain words, and what would mend it."""

    path: str
    code: str
    message: str
    mend: str
    level: Level


def shown_faults(faults: Iterable[Fault]) -> list[FaultOut]:
    """Return faults as they are shown."""
    return [
        FaultOut(path=each.path, code=each.code, message=each.message, mend=each.mend, level=each.level)
        for each in faults
    ]
