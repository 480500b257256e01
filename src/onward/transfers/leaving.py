"""What a leaving reason leads one to expect. Pure; the policies themselves are rows, see `policy_book`."""

from dataclasses import dataclass
from datetime import date

from onward.foundation.school_age import is_over_compulsory_age
from onward.transfers.deadlines import PolicyFact
from onward.transfers.workflow import State

NO_REASON = ""
CREATED_IN_ERROR = "-"
UNKNOWN_DESTINATION = "05"
DIED = "08"
OUTSIDE_SCOTLAND = frozenset({"12", "13"})
BY_AGE = frozenset({"03", "06"})
KNOWN_REASONS = frozenset(
    {"01", "03", "04", "05", "06", "07", "08", "09", "12", "13", CREATED_IN_ERROR, NO_REASON}
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Beginning:
    """How a transfer begins: its state, and whether somebody is to be asked for the reason.

    `asks_authority`: the old school's office can answer no more, so its authority is asked in its place.
    """

    state: State
    asks_reason: bool = False
    asks_authority: bool = False


def begin(
    *,
    policy: PolicyFact,
    has_destination: bool,
    born: date,
    leaving_on: date,
    permission_documented: bool,
) -> Beginning:
    """Decide the first state of a transfer from its policy and what is known.

    `has_destination` is true where a school in the network was named. Reasons 03 and 06 end the transfer
    only for a pupil over compulsory school age at leaving (Education (Scotland) Act 1980 s.33) or, for 06,
    with a documented permission; else the destination counts as unknown.
    """
    if policy.reason in BY_AGE:
        return Beginning(
            state=_by_age(policy.reason, born, leaving_on, permission_documented=permission_documented)
        )
    if policy.begins_as in {State.ENDED, State.WITHDRAWN}:
        return Beginning(state=State(policy.begins_as))
    if has_destination and policy.begins_as != State.LEAVING:
        return Beginning(state=State.EXPECTED, asks_reason=policy.reason == NO_REASON)
    if has_destination and policy.reason in {"07", "09"}:
        return Beginning(state=State.EXPECTED)
    return Beginning(state=State(policy.begins_as), asks_reason=policy.reason == NO_REASON)


def _by_age(reason: str, born: date, leaving_on: date, *, permission_documented: bool) -> State:
    if is_over_compulsory_age(born, leaving_on) or (reason == "06" and permission_documented):
        return State.ENDED
    return State.UNPLACED
