"""Settle what the intake could not decide about a child's identity."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from onward.access.facts import NATIONAL_SERVICE
from onward.access.roles import Permission
from onward.access.services.permission import require
from onward.audit.services import Act
from onward.audit.services import write as write_audit
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.errors import NotFound
from onward.foundation.sight import HUB
from onward.operations.identity.merging import Merged, merge_pupils
from onward.pupils.models import IdentityQuestion, Pupil


class QuestionNotFound(NotFound):
    """There is no such question, or it was settled before."""

    code = "question-not-found"


class How(StrEnum):
    """The two answers to a doubt about identity."""

    SAME = "same"
    DIFFERENT = "different"


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """A question that was answered, and the merge that it led to, if it was about two rows of one child."""

    question_id: UUID
    how: How
    merged: Merged | None


def settle_question(question_id: UUID, *, how: How, by: Actor, now: datetime) -> Settled:
    """Answer a doubt: one child, or two. The sender whose message raised it hears nothing of it.

    One child of whom there are two rows: the row that the hub knew first stays. Otherwise nothing moves,
    and the same doubt is not raised again.

    Raises:
        QuestionNotFound: there is none, or it was settled before.
        NotPermitted: the actor does not decide on protection at the centre.
    """
    require(by, Permission.DECIDE_PROTECTION, at=NATIONAL_SERVICE, now=now)
    with seen_as(HUB):
        open_now = IdentityQuestion.objects.filter(pk=question_id, settled_at__isnull=True)
        question = open_now.select_for_update(of=("self",)).first()
        if question is None:
            raise QuestionNotFound
        question.settled_at, question.settled_how = now, how.value
        question.save(update_fields=["settled_at", "settled_how"])
        merged = None
        if how is How.SAME and question.other_id is not None:
            merged = _merge(question.pupil_id, question.other_id, by=by, now=now)
        write_audit([_act(by, question, how)], now)
    return Settled(question_id=question_id, how=how, merged=merged)


def _merge(first: UUID, second: UUID, *, by: Actor, now: datetime) -> Merged:
    known_first = Pupil.objects.filter(pk__in=(first, second)).order_by("created_at", "id")
    keep, give_up = known_first.values_list("id", flat=True)
    return merge_pupils(keep=keep, give_up=give_up, by=by, now=now)


def _act(by: Actor, question: IdentityQuestion, how: How) -> Act:
    return Act(
        by=by,
        act="settle_question",
        subject_kind="identity question",
        subject_id=str(question.id),
        shielded=True,
        detail={"how": how.value, "kind": question.kind},
    )
