"""The states of a transfer and the moves between them. Pure; the diagram in docs is drawn from it."""

from enum import StrEnum

from onward.foundation.workflow import Move, Workflow


class State(StrEnum):
    """Where a transfer stands. Each state has one owner whose turn it is."""

    EXPECTED = "expected"
    UNPLACED = "unplaced"
    LEAVING = "leaving"
    ALARMED = "alarmed"
    IN_CASE = "in_case"
    ARRIVED = "arrived"
    CONFIRMED_OUTSIDE = "confirmed_outside"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


RUNNING = frozenset({State.EXPECTED, State.UNPLACED, State.LEAVING})
AWAITED = RUNNING | {State.ALARMED}
EXPECTED_SOMEWHERE = frozenset({State.EXPECTED, State.ALARMED})
OPEN = AWAITED | {State.IN_CASE}
SETTLED = frozenset({State.ARRIVED, State.CONFIRMED_OUTSIDE, State.ENDED, State.WITHDRAWN})

WORKFLOW = Workflow(
    Move("confirm_arrival", start=OPEN, end=State.ARRIVED),
    Move("place", start={State.UNPLACED}, end=State.EXPECTED),
    Move("redirect", start={State.EXPECTED, State.LEAVING, State.ALARMED}, end=State.EXPECTED),
    Move("send_outside", start=AWAITED, end=State.LEAVING),
    Move("report_no_arrival", start={State.EXPECTED}, end=State.UNPLACED),
    Move("report_no_arrival", start={State.ALARMED}, end=State.ALARMED),
    Move("hand_over", start={State.EXPECTED}, end=State.EXPECTED),
    Move("hand_over", start={State.ALARMED}, end=State.ALARMED),
    Move("lose_place", start={State.EXPECTED}, end=State.UNPLACED),
    Move("lose_place", start={State.ALARMED}, end=State.ALARMED),
    Move("raise_alarm", start=RUNNING, end=State.ALARMED),
    Move("open_case", start={State.ALARMED, State.UNPLACED}, end=State.IN_CASE),
    Move("confirm_outside", start=OPEN - {State.EXPECTED}, end=State.CONFIRMED_OUTSIDE),
    Move("end", start=OPEN, end=State.ENDED),
    Move("withdraw", start=OPEN, end=State.WITHDRAWN),
    begins=RUNNING | {State.ARRIVED, State.ENDED, State.WITHDRAWN},
)


class LeaverStanding(StrEnum):
    """What the old side is told. It never says where a child is, nor when they were found."""

    AWAITED = "awaited"
    NEEDS_DESTINATION = "needs_destination"
    AWAITING_CONFIRMATION = "awaiting_confirmation"
    OVERDUE = "overdue"
    SETTLED = "settled"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


TOLD_THE_END = frozenset({LeaverStanding.SETTLED, LeaverStanding.ENDED, LeaverStanding.WITHDRAWN})


class JoinerStanding(StrEnum):
    """What a destination knows of a pupil who was announced to it."""

    EXPECTED = "expected"
    ARRIVED = "arrived"
    NOT_HERE = "not_here"
    CANCELLED = "cancelled"


TOLD = {
    State.EXPECTED: LeaverStanding.AWAITED,
    State.UNPLACED: LeaverStanding.NEEDS_DESTINATION,
    State.LEAVING: LeaverStanding.AWAITING_CONFIRMATION,
    State.ALARMED: LeaverStanding.OVERDUE,
    State.IN_CASE: LeaverStanding.OVERDUE,
    State.ARRIVED: LeaverStanding.SETTLED,
    State.CONFIRMED_OUTSIDE: LeaverStanding.SETTLED,
    State.ENDED: LeaverStanding.ENDED,
    State.WITHDRAWN: LeaverStanding.WITHDRAWN,
}
