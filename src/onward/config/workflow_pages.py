"""Write the workflows for the docs: the diagram, and the moves as a table."""

from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from onward.foundation.markdown import generated_page, table
from onward.foundation.workflow import Move, Workflow
from onward.messaging import workflow as deliveries
from onward.transfers import workflow as transfers

S = TypeVar("S", bound=StrEnum)

_TRANSFER = """\
One transfer as the hub knows it. What the old school and a destination see of it are faces of their own: see
[two faces](../adr/0001-a-transfer-has-two-faces.md).
"""
_DELIVERY = """\
One message in one mailbox, until it is in the school's own system. Nothing is deleted by time alone: what
expired can still be collected.
"""
_GIVEN_FILE = """\
One file that somebody gave in at the website. It is looked through before anything of it is sent, and removed
after three days.
"""


def transfer_page() -> str:
    """Return docs/workflows/transfer.md."""
    told = ((f"`{state}`", f"`{standing}`") for state, standing in transfers.TOLD.items())
    faces = "## What the old school is told of each state\n\n" + table(("State", "Standing"), told)
    return _page("A transfer", "transfers/workflow.py", _TRANSFER, transfers.WORKFLOW) + "\n" + faces


def delivery_page() -> str:
    """Return docs/workflows/delivery.md."""
    return _page("A delivery", "messaging/workflow.py", _DELIVERY, deliveries.WORKFLOW)


def given_file_page() -> str:
    """Return docs/workflows/given-file.md."""
    return _page("A given file", "messaging/workflow.py", _GIVEN_FILE, deliveries.FILE_WORKFLOW)


def _page(title: str, source: str, about: str, workflow: Workflow[S]) -> str:
    diagram = f"```mermaid\n{workflow.to_mermaid(title)}```\n"
    moves = table(("Move", "From", "To"), (_row(each, workflow.states) for each in workflow.moves))
    return generated_page(title, source, about, diagram, moves)


def _row(move: Move[S], states: Iterable[S]) -> tuple[str, str, str]:
    starts = ", ".join(f"`{state}`" for state in states if state in move.start)
    return f"`{move.name}`", starts, f"`{move.end}`"
