"""What a replay came to, from the database alone, and whether it is what was planned."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.demo.traffic.plan import TrafficPlan
from onward.foundation.sight import HUB
from onward.statistics.appendix_one import read_appendix_one


class Totals(NamedTuple):
    """The figures of one replay."""

    transfers: int
    announced: int
    arrived_in_time: int
    arrived_late: int
    elsewhere: int
    ended: int
    withdrawn: int
    not_found: int
    alarms: int
    alarms_ended: int
    messages: int
    reports: int
    deliveries: int
    filed: int
    expired: int


def read_totals() -> Totals:
    """Count what is in the database."""
    with seen_as(HUB):
        transfers, alarms, messages, deliveries = (
            fetch(query)[0] for query in (_TRANSFERS, _ALARMS, _MESSAGES, _DELIVERIES)
        )
    return Totals(*transfers, *alarms, *messages, *deliveries)


def differences(plan: TrafficPlan, months: int | None, *, end: datetime) -> list[str]:
    """Return a line for each cell of Appendix 1 that is not as planned; the database alone counts."""
    counted = read_appendix_one(end=end)
    return [
        *_unequal(plan.expected_by_reason(months), {row.code: row.count for row in counted.reasons}),
        *_unequal(plan.expected_by_month(months), {row.code: row.count for row in counted.months}),
    ]


def _unequal(planned: Mapping[str, int], counted: Mapping[str, int]) -> Iterator[str]:
    for code in sorted(planned.keys() | counted.keys()):
        if planned.get(code, 0) != counted.get(code, 0):
            name = code or "(no reason)"
            yield f"{name}: {planned.get(code, 0):,} planned, {counted.get(code, 0):,} counted"


_TRANSFERS = """
    SELECT count(*), count(departure_message_id),
        count(*) FILTER (WHERE state = 'arrived' AND NOT alarmed),
        count(*) FILTER (WHERE state = 'arrived' AND alarmed),
        count(*) FILTER (WHERE state = 'confirmed_outside'),
        count(*) FILTER (WHERE state = 'ended'),
        count(*) FILTER (WHERE state = 'withdrawn'),
        count(*) FILTER (WHERE state = 'alarmed')
    FROM transfers_transfer AS transfer
    CROSS JOIN LATERAL (
        SELECT EXISTS (SELECT FROM transfers_alarm AS alarm WHERE alarm.transfer_id = transfer.id) AS alarmed
    ) AS had
"""
_ALARMS = "SELECT count(*), count(ended_at) FROM transfers_alarm"
_MESSAGES = """
    SELECT count(*) FILTER (WHERE sender_school_id IS NOT NULL),
        count(*) FILTER (WHERE sender_school_id IS NULL)
    FROM messaging_message
"""
_DELIVERIES = """
    SELECT count(*), count(filed_at), count(*) FILTER (WHERE state = 'expired') FROM messaging_delivery
"""
