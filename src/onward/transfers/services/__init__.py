"""The verbs of a transfer, on a journey in hand. Each asks the workflow table; none touches the database.

Days are dates at the school; `by` carries the actor, the time and the message that says so.
"""

from onward.transfers.services.departures import (
    SCHOOL_OFFICE,
    record_departure,
    record_late_departure,
    restate_departure,
    take_record,
)
from onward.transfers.services.endings import (
    confirm_arrival,
    confirm_outside,
    end,
    record_unannounced_arrival,
    say_end,
    withdraw,
)
from onward.transfers.services.expectations import (
    Place,
    cancel_expectation,
    expect_in_vain,
    hand_over,
    lose_place,
    place,
    report_no_arrival,
    send_outside,
    set_clock,
    tell_destination,
)

__all__ = [
    "SCHOOL_OFFICE",
    "Place",
    "cancel_expectation",
    "confirm_arrival",
    "confirm_outside",
    "end",
    "expect_in_vain",
    "hand_over",
    "lose_place",
    "place",
    "record_departure",
    "record_late_departure",
    "record_unannounced_arrival",
    "report_no_arrival",
    "restate_departure",
    "say_end",
    "send_outside",
    "set_clock",
    "take_record",
    "tell_destination",
    "withdraw",
]
