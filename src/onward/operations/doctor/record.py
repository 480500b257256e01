"""Keep what an examination found, for who watches the service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from onward.database.sight import seen_as
from onward.foundation.ids import uuid7
from onward.foundation.sight import HUB
from onward.operations.doctor.examination import Finding
from onward.operations.models import Examination


@dataclass(frozen=True, kw_only=True, slots=True)
class Examined:
    """What the newest examination found. `broken` are the invariants that do not hold, in words."""

    ended_at: datetime
    proved: int
    broken: Sequence[str]


def keep_findings(findings: Sequence[Finding], *, now: datetime) -> None:
    """Keep what was found."""
    with seen_as(HUB):
        Examination.objects.create(
            id=uuid7(now),
            ended_at=now,
            proved=len(findings),
            broken=[each.says for each in findings if not each.is_sound],
        )


def last_examination() -> Examined | None:
    """Return what the newest examination found; None: there was none yet. A sight must be set: hub."""
    newest = Examination.objects.order_by("-ended_at", "-id").first()
    if newest is None:
        return None
    return Examined(ended_at=newest.ended_at, proved=newest.proved, broken=tuple(newest.broken))
