"""The tables of the room: the hub's truth, the two faces, the alarms, the policies and the worklist."""

from onward.transfers.models.alarms import Alarm, AlarmLevel, AlarmNote, AlarmStep
from onward.transfers.models.faces import Joiner, Leaver
from onward.transfers.models.policies import LeavingPolicy, Settles
from onward.transfers.models.transfer import Transfer, TransferEvent
from onward.transfers.models.worklist import WorklistItem, WorklistKind

__all__ = [
    "Alarm",
    "AlarmLevel",
    "AlarmNote",
    "AlarmStep",
    "Joiner",
    "Leaver",
    "LeavingPolicy",
    "Settles",
    "Transfer",
    "TransferEvent",
    "WorklistItem",
    "WorklistKind",
]
