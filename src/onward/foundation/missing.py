"""Missing from education: the national definition, as one pure function.

A child is missing from education who is of compulsory school age, on no school roll and not educated
otherwise (at home, privately or in alternative provision), for a substantial period: by agreement
four weeks, considerably less for a vulnerable child.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, kw_only=True)
class MissingLimits:
    """After how many days without education a child counts as missing. All days count, also weekends."""

    days: int = 28
    vulnerable_days: int = 3

    def of(self, circumstances: "Circumstances") -> int:
        """Return the limit in days that holds in these circumstances."""
        return self.vulnerable_days if circumstances.vulnerable else self.days


AGREED_LIMITS = MissingLimits()


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What is known of one child. `last_educated_on` is None where no day of education is known."""

    of_compulsory_age: bool
    on_a_roll: bool
    educated_otherwise: bool
    last_educated_on: date | None
    vulnerable: bool


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Whether a child is missing from education, and why, in words fit for a worklist."""

    is_missing: bool
    reason: str


def missing_from_education(
    child: Circumstances, *, on: date, limits: MissingLimits = AGREED_LIMITS
) -> Finding:
    """Decide whether a child is missing from education on the day `on`.

    A child with no known day of education is missing at once: nobody can say since when.
    """
    if not child.of_compulsory_age:
        return _not_missing("Not of compulsory school age.")
    if child.on_a_roll:
        return _not_missing("On a school roll.")
    if child.educated_otherwise:
        return _not_missing("Educated otherwise: at home, privately or in alternative provision.")
    if child.last_educated_on is None:
        return Finding(is_missing=True, reason="On no school roll, and no day of education is known.")
    return _by_time(child.last_educated_on, on=on, limit=limits.of(child))


def missing_from(last_educated_on: date, *, limit: int) -> date:
    """Return the first day on which a child last educated on that day counts as missing."""
    return last_educated_on + timedelta(days=limit)


def _by_time(last_educated_on: date, *, on: date, limit: int) -> Finding:
    if on <= last_educated_on:
        return _not_missing("Still in education.")
    days = (on - last_educated_on).days
    lasted = f"{days} {'day' if days == 1 else 'days'} without education; the limit is {limit}."
    if on < missing_from(last_educated_on, limit=limit):
        return _not_missing(f"Not yet: {lasted}")
    return Finding(is_missing=True, reason=f"On no school roll and not educated otherwise: {lasted}")


def _not_missing(reason: str) -> Finding:
    return Finding(is_missing=False, reason=reason)
