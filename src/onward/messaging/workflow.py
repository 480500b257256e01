"""The life of a delivery: what lies in a mailbox until it is in the school's own system."""

from enum import StrEnum

from onward.foundation.workflow import Move, Workflow


class DeliveryState(StrEnum):
    """How far a delivery is. Nothing is ever deleted by time alone."""

    AVAILABLE = "available"
    COLLECTED = "collected"
    ACKNOWLEDGED = "acknowledged"
    FILED = "filed"
    EXPIRED = "expired"
    READDRESSED = "readdressed"


WAITING = frozenset({DeliveryState.AVAILABLE, DeliveryState.EXPIRED})
IN_HAND = frozenset({DeliveryState.COLLECTED, DeliveryState.ACKNOWLEDGED})
DONE = frozenset({DeliveryState.FILED, DeliveryState.READDRESSED})
TAKEN = IN_HAND | {DeliveryState.FILED}

WORKFLOW = Workflow(
    Move("collect", start=WAITING, end=DeliveryState.COLLECTED),
    Move("acknowledge", start={DeliveryState.COLLECTED}, end=DeliveryState.ACKNOWLEDGED),
    Move("file", start=IN_HAND, end=DeliveryState.FILED),
    Move("expire", start={DeliveryState.AVAILABLE}, end=DeliveryState.EXPIRED),
    Move("readdress", start=WAITING, end=DeliveryState.READDRESSED),
    begins={DeliveryState.AVAILABLE},
)


class FileStage(StrEnum):
    """What is done with a file that somebody gave in: looked through, mended, sent."""

    CHECKING = "checking"
    CHECKED = "checked"
    SENDING = "sending"
    SENT = "sent"


WORKED_ON = frozenset({FileStage.CHECKING, FileStage.SENDING})

FILE_WORKFLOW = Workflow(
    Move("note_check", start={FileStage.CHECKING}, end=FileStage.CHECKED),
    Move("mend", start={FileStage.CHECKED, FileStage.SENT}, end=FileStage.CHECKING),
    Move("send", start={FileStage.CHECKED}, end=FileStage.SENDING),
    Move("note_sent", start={FileStage.SENDING}, end=FileStage.SENT),
    begins={FileStage.CHECKING},
)
