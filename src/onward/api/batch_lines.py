"""The answer to one item of a batch, as a line of JSON."""

from collections.abc import Iterable
from uuid import UUID

from pydantic import Field

from onward.api.faults import FaultOut, shown_faults
from onward.api.out import Out
from onward.foundation.faults import Fault
from onward.operations.intake.files import Line


class BatchLineOut(Out):
    """The verdict on one item; accepted means durable, with all its effects. Line 0 is the file itself."""

    line: int = Field(description="Line or row of the file, from 1; 0: the file as a whole")
    key: str = Field(description="The item's idempotency key, yours or one made from the content")
    accepted: bool | None = Field(description="Null for line 0")
    repeated: bool = Field(description="The same item was answered before; this is the same answer")
    message: UUID | None
    leaver: UUID | None
    joiner: UUID | None
    faults: list[FaultOut]


def about_item(line: Line) -> BatchLineOut:
    """Return the answer to one item."""
    verdict = line.verdict
    return BatchLineOut(
        line=line.line,
        key=line.key,
        accepted=line.is_accepted,
        repeated=line.is_repeated,
        message=verdict.message_id if verdict else None,
        leaver=verdict.leaver if verdict else None,
        joiner=verdict.joiner if verdict else None,
        faults=shown_faults(line.faults),
    )


def about_file(notes: Iterable[Fault]) -> BatchLineOut:
    """Return what is to be said of the file as a whole."""
    return BatchLineOut(
        line=0,
        key="",
        accepted=None,
        repeated=False,
        message=None,
        leaver=None,
        joiner=None,
        faults=shown_faults(notes),
    )
