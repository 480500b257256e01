"""Reads that span rooms, each in the actor's own sight and each with its look in the audit.

What is returned are frozen rows, complete: nothing of them asks the database again.
"""

from onward.operations.reading.asks import Ask, list_worklist
from onward.operations.reading.joiners import JoinerSeen, list_joiners, view_joiner
from onward.operations.reading.leaver_pages import LeaverPage, export_leavers, page_of_leavers
from onward.operations.reading.leavers import LeaverSeen, list_leavers, view_leaver
from onward.operations.reading.mailbox import Lying, look_into_mailbox, view_delivery
from onward.operations.reading.sent import look_at_sent, view_sent

__all__ = [
    "Ask",
    "JoinerSeen",
    "LeaverPage",
    "LeaverSeen",
    "Lying",
    "export_leavers",
    "list_joiners",
    "list_leavers",
    "list_worklist",
    "look_at_sent",
    "look_into_mailbox",
    "page_of_leavers",
    "view_delivery",
    "view_joiner",
    "view_leaver",
    "view_sent",
]
