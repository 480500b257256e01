"""Set a leaving policy, national or an authority's own, and count again the deadlines that it gives."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.sight import seen_as
from onward.database.undone import undone
from onward.directory.errors import AuthorityNotFound
from onward.directory.queries import authority_codes
from onward.foundation.actor import Actor
from onward.foundation.errors import NotPermitted, OnwardError
from onward.foundation.sight import HUB, SightKind
from onward.operations.deadlines import Recount, recount_deadlines
from onward.transfers.leaving import CREATED_IN_ERROR, DIED, KNOWN_REASONS
from onward.transfers.models import LeavingPolicy, Settles
from onward.transfers.workflow import State

_KEEPERS = frozenset({SightKind.HUB, SightKind.NATIONAL})
_AT_ONCE = frozenset({CREATED_IN_ERROR, DIED})
_BEGINNINGS = frozenset({State.UNPLACED, State.LEAVING, State.ENDED})


class PolicyCannotBe(OnwardError):
    """A leaving policy cannot be like this."""

    code = "policy-cannot-be"


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyTerms:
    """What a leaving policy says. Days are school days."""

    begins_as: State
    settles: Settles
    school_days: int
    vulnerable_school_days: int
    reminder_days: int
    climb_days: int


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyChange:
    """What is to be different from the policy that is in force on its first day; None stays as it is."""

    begins_as: State | None = None
    settles: Settles | None = None
    school_days: int | None = None
    vulnerable_school_days: int | None = None
    reminder_days: int | None = None
    climb_days: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyRow:
    """One leaving policy from its first leaving day on. No authority: national."""

    reason: str
    authority_id: str | None
    effective_from: date
    terms: PolicyTerms


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicySet:
    """A policy as it was set, and the deadlines that moved with it."""

    policy: PolicyRow
    recount: Recount


def list_policies() -> list[PolicyRow]:
    """Return every leaving policy: by reason, the national one first, the newest first."""
    with seen_as(HUB):
        rows = list(LeavingPolicy.objects.order_by("reason", "authority_id", "-effective_from"))
    return sorted((_row(each) for each in rows), key=lambda each: (each.reason, each.authority_id or ""))


def set_leaving_policy(
    *,
    reason: str,
    authority_id: str | None,
    effective_from: date,
    change: PolicyChange,
    by: Actor,
    now: datetime,
) -> PolicySet:
    """Set the policy of a leaving reason for pupils who leave from that day on, and count deadlines again.

    An authority's own policy outranks the national one (no authority). What the change leaves open is
    taken from the policy that was in force on that day. A policy from the same day is replaced.

    Raises:
        PolicyCannotBe: the reason is not known or has no policy, or the terms contradict each other.
        AuthorityNotFound: there is no such authority.
        NotPermitted: the actor does not see the nation.
    """
    with seen_as(HUB):
        return _set(reason, authority_id, effective_from, change, by=by, now=now)


def preview_leaving_policy(
    *,
    reason: str,
    authority_id: str | None,
    effective_from: date,
    change: PolicyChange,
    by: Actor,
    now: datetime,
) -> PolicySet:
    """Return what `set_leaving_policy` would come to, and raise what it would. Nothing is changed."""
    with undone(HUB):
        return _set(reason, authority_id, effective_from, change, by=by, now=now)


def _set(
    reason: str,
    authority_id: str | None,
    effective_from: date,
    change: PolicyChange,
    *,
    by: Actor,
    now: datetime,
) -> PolicySet:
    if by.sight.kind not in _KEEPERS:
        raise NotPermitted("Only the national service sets leaving policies.")
    if authority_id is not None and authority_id not in authority_codes():
        raise AuthorityNotFound(f"No authority {authority_id} is in the directory.")
    before = _in_force(reason, authority_id, effective_from)
    terms = PolicyTerms(**{**asdict(before), **_stated(change)})
    _check(terms)
    row = PolicyRow(reason=reason, authority_id=authority_id, effective_from=effective_from, terms=terms)
    LeavingPolicy.objects.update_or_create(
        reason=reason, authority_id=authority_id, effective_from=effective_from, defaults=asdict(terms)
    )
    write_audit([_act(row, before, by)], now)
    authorities = () if authority_id is None else (authority_id,)
    return PolicySet(policy=row, recount=recount_deadlines(authorities=authorities, by=by, now=now))


def _in_force(reason: str, authority_id: str | None, on: date) -> PolicyTerms:
    if reason not in KNOWN_REASONS:
        raise PolicyCannotBe(f"{reason!r} is not a leaving reason.")
    if reason in _AT_ONCE:
        raise PolicyCannotBe(f"Reason {reason} settles itself at once, by law and not by policy.")
    own = LeavingPolicy.objects.filter(reason=reason, effective_from__lte=on)
    for owner in (authority_id, None):
        found = own.filter(authority_id=owner).order_by("-effective_from").first()
        if found is not None:
            return _terms(found)
    raise PolicyCannotBe(f"Reason {reason or 'none'} has no national policy on that day.")


def _check(terms: PolicyTerms) -> None:
    if terms.begins_as not in _BEGINNINGS:
        raise PolicyCannotBe(f"A transfer cannot begin as {terms.begins_as} without a destination.")
    if terms.school_days < 1 or terms.vulnerable_school_days < 1:
        raise PolicyCannotBe("A deadline needs at least one school day.")
    if terms.vulnerable_school_days > terms.school_days:
        raise PolicyCannotBe("A vulnerable child's limit cannot be the longer one.")
    if terms.reminder_days >= terms.school_days:
        raise PolicyCannotBe("A reminder cannot come before the count begins.")


def _stated(change: PolicyChange) -> dict[str, object]:
    values = {each.name: getattr(change, each.name) for each in fields(change)}
    return {name: value for name, value in values.items() if value is not None}


def _row(policy: LeavingPolicy) -> PolicyRow:
    return PolicyRow(
        reason=policy.reason,
        authority_id=policy.authority_id,
        effective_from=policy.effective_from,
        terms=_terms(policy),
    )


def _terms(policy: LeavingPolicy) -> PolicyTerms:
    return PolicyTerms(
        begins_as=State(policy.begins_as),
        settles=Settles(policy.settles),
        school_days=policy.school_days,
        vulnerable_school_days=policy.vulnerable_school_days,
        reminder_days=policy.reminder_days,
        climb_days=policy.climb_days,
    )


def _act(row: PolicyRow, before: PolicyTerms, by: Actor) -> Act:
    was = asdict(before)
    detail = {
        name: {"before": was[name], "after": value}
        for name, value in asdict(row.terms).items()
        if value != was[name]
    }
    return Act(
        by=by,
        act="set_leaving_policy",
        subject_kind="leaving policy",
        subject_id=row.reason,
        authority_id=row.authority_id,
        detail={"from": row.effective_from.isoformat(), **detail},
    )
