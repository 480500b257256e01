"""Answers that somebody typed and could not send before their session ended: kept for them, for eight hours.

They lie encrypted, bound to the person, and are offered in the seat in which they were typed and no other.
Passwords, codes and files are never kept.
"""

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from onward.database.sight import seen_as
from onward.foundation.ids import uuid7
from onward.foundation.sight import SIGN_IN
from onward.web.models import KeptAnswers
from onward.web.sign_in.sealed_text import seal, unseal
from onward.web.sign_in.was_here import WasHere

KEPT_FOR: Final = timedelta(hours=8)
MOST: Final = 5
LARGEST: Final = 100_000
"""Characters of one form."""
REPLACES: Final = "kept-answers"
"""The field of a form by which it says that kept answers have gone into it."""
_PURPOSE: Final = "kept answers"
_NEVER: Final = re.compile(r"password|passwd|secret|token|credential|csrf|^(code|otp)$", re.IGNORECASE)

Answer = tuple[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What was kept: from which page, in which seat, and whether it had been sent already."""

    id: UUID
    membership_id: int
    kept_at: datetime
    route: str
    address: str
    is_sent: bool
    answers: Sequence[Answer]


def keep(
    was: WasHere, *, route: str, address: str, answers: Iterable[Answer], is_sent: bool, now: datetime
) -> bool:
    """Keep what somebody typed; say whether it could be. The oldest makes room, as does what it replaces."""
    given = list(answers)
    fit = [(name, value) for name, value in given if name != REPLACES and not _NEVER.search(name)]
    content = json.dumps({"route": route, "address": address, "is_sent": is_sent, "answers": fit})
    if not fit or len(content) > LARGEST:
        return False
    before = {value for name, value in given if name == REPLACES}
    with seen_as(SIGN_IN):
        own = KeptAnswers.objects.filter(person_id=was.person_id).order_by("-kept_at", "-id")
        outdated = [each.pk for each in own if str(each.pk) in before or each.ends_at <= now]
        newest = [each.pk for each in own if each.pk not in outdated][: MOST - 1]
        own.exclude(pk__in=newest).delete()
        KeptAnswers.objects.create(
            id=uuid7(),
            person_id=was.person_id,
            membership_id=was.membership_id,
            kept_at=now,
            ends_at=now + KEPT_FOR,
            content=seal(content, purpose=_PURPOSE, bound_to=was.person_id),
        )
    return True


def kept_for(person_id: UUID, *, now: datetime) -> list[Kept]:
    """Return what is kept for somebody, the newest first."""
    with seen_as(SIGN_IN):
        own = KeptAnswers.objects.filter(person_id=person_id, ends_at__gt=now)
        return [_opened(each) for each in own.order_by("-kept_at", "-id")]


def let_go(kept_id: str, *, person_id: UUID) -> None:
    """Forget what was kept, if there is such a thing and it is theirs."""
    with suppress(ValueError), seen_as(SIGN_IN):
        KeptAnswers.objects.filter(pk=UUID(kept_id), person_id=person_id).delete()


def forget_ended(now: datetime) -> None:
    """Forget everything whose time is over."""
    with seen_as(SIGN_IN):
        KeptAnswers.objects.filter(ends_at__lte=now).delete()


def _opened(row: KeptAnswers) -> Kept:
    told = json.loads(unseal(row.content, purpose=_PURPOSE, bound_to=row.person_id))
    return Kept(
        id=row.pk,
        membership_id=row.membership_id,
        kept_at=row.kept_at,
        route=told["route"],
        address=told["address"],
        is_sent=told["is_sent"],
        answers=[(name, value) for name, value in told["answers"]],
    )
