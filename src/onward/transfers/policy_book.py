"""The leaving policies in force, read once and looked up by reason, authority and leaving day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from onward.database.bulk import fetch
from onward.transfers.deadlines import PolicyFact
from onward.transfers.models import LeavingPolicy

EFFECTIVE_FOR_EVER = date(1900, 1, 1)

# reason, begins as, settles, school days, vulnerable school days, reminder, climb
NATIONAL_DEFAULTS = (
    ("01", "unplaced", "arrival", 10, 2, 3, 5),
    ("03", "unplaced", "age", 5, 2, 2, 5),
    ("04", "leaving", "authority", 20, 3, 5, 5),
    ("05", "unplaced", "arrival", 5, 2, 2, 5),
    ("06", "unplaced", "age", 5, 2, 2, 5),
    ("07", "leaving", "authority", 10, 2, 3, 5),
    ("08", "ended", "at-once", 0, 0, 0, 0),
    ("09", "leaving", "authority", 15, 3, 3, 5),
    ("12", "leaving", "evidence", 20, 3, 5, 5),
    ("13", "leaving", "evidence", 15, 3, 5, 5),
    ("-", "withdrawn", "withdrawal", 0, 0, 0, 0),
    ("", "unplaced", "arrival", 5, 2, 2, 5),
)


@dataclass(frozen=True)
class PolicyBook:
    """Every leaving policy, newest first for each reason and authority."""

    rows: Mapping[tuple[str, str | None], tuple[tuple[date, PolicyFact], ...]]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Every leaving reason that has a policy."""
        return tuple(sorted({reason for reason, _ in self.rows}))

    def policy_for(self, *, reason: str, authority_id: str, on: date) -> PolicyFact:
        """Return the authority's own policy in force on that day, else the national one.

        Raises:
            KeyError: no policy of that reason is in force: the national defaults were not loaded.
        """
        for owner in (authority_id, None):
            for effective_from, policy in self.rows.get((reason, owner), ()):
                if effective_from <= on:
                    return policy
        raise KeyError(reason)


def read_policy_book() -> PolicyBook:
    """Read all leaving policies (a few dozen rows) into a book."""
    rows: dict[tuple[str, str | None], list[tuple[date, PolicyFact]]] = {}
    for row in fetch(_ALL):
        values = dict(zip(_COLUMNS, row, strict=True))
        owner, since = values.pop("authority_id"), values.pop("effective_from")
        rows.setdefault((values["reason"], owner), []).append((since, PolicyFact(**values)))
    return PolicyBook(rows={key: tuple(value) for key, value in rows.items()})


def load_national_defaults() -> int:
    """Write the national defaults where a reason has no national policy yet; return how many were written."""
    present = set(LeavingPolicy.objects.filter(authority=None).values_list("reason", flat=True))
    missing = [row for row in _defaults() if row.reason not in present]
    return len(LeavingPolicy.objects.bulk_create(missing))


def _defaults() -> Iterable[LeavingPolicy]:
    for reason, begins_as, settles, days, vulnerable_days, reminder, climb in NATIONAL_DEFAULTS:
        yield LeavingPolicy(
            reason=reason,
            authority=None,
            effective_from=EFFECTIVE_FOR_EVER,
            begins_as=begins_as,
            settles=settles,
            school_days=days,
            vulnerable_school_days=vulnerable_days,
            reminder_days=reminder,
            climb_days=climb,
        )


_COLUMNS = (
    "authority_id", "effective_from", "reason", "begins_as", "settles", "school_days",
    "vulnerable_school_days", "reminder_days", "climb_days",
)  # fmt: skip
_ALL = f"""
    SELECT {", ".join(_COLUMNS)} FROM transfers_leavingpolicy
    ORDER BY reason, authority_id, effective_from DESC
"""  # noqa: S608 -- column names of our own
