"""What was answered so far of a departure that is being written: kept with the session, and nowhere else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self
from uuid import UUID, uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from onward.directory.register import Register, SchoolFact
from onward.web.school.new_leaver.steps import StepForm, form_of, steps_for

_KEPT: Final = "new-leaver"
_SENT: Final = "sent-leaver"
_NOT_ANSWERS: Final = frozenset({"csrfmiddlewaretoken", "find"})


@dataclass(kw_only=True)
class Draft:
    """A departure under way. Its token is the idempotency key: sent twice, it is one departure."""

    session: SessionBase
    token: UUID
    answers: dict[str, dict[str, list[str]]]
    register: Register
    own: SchoolFact
    today: date

    @classmethod
    def of(cls, session: SessionBase, *, register: Register, own: SchoolFact, today: date) -> Self:
        """Return the draft of a session; without one, an empty one. One of another school is put away."""
        kept: dict[str, Any] = session.get(_KEPT, {})
        if kept.get("school") != own.id:
            kept = {}
        return cls(
            session=session,
            token=UUID(kept["token"]) if kept else uuid4(),
            answers=kept.get("answers", {}),
            register=register,
            own=own,
            today=today,
        )

    @property
    def reason(self) -> str:
        """The leaving reason that was chosen; none yet: an empty text."""
        return self.answers.get("reason", {}).get("reason", [""])[0]

    @property
    def steps(self) -> tuple[str, ...]:
        """The steps of this departure, in order."""
        return steps_for(self.reason)

    def form(self, step: str, data: Any = None) -> StepForm:
        """Return the form of a step: with this data, else as it was answered before."""
        kept = self.answers.get(step)
        given = data if data is not None else MultiValueDict(kept) if kept else None
        return form_of(
            step, given, reason=self.reason, register=self.register, own=self.own, today=self.today
        )

    def forms(self) -> Iterator[tuple[str, StepForm]]:
        """Return each step with its answered form."""
        yield from ((step, self.form(step)) for step in self.steps)

    def first_open(self) -> str | None:
        """Return the first step that still wants a good answer."""
        return next((step for step, form in self.forms() if not form.is_valid()), None)

    def keep(self, step: str, data: QueryDict) -> None:
        """Keep the answers of a step. Another reason asks other things: what no longer fits is asked anew."""
        self.answers[step] = {name: values for name, values in data.lists() if name not in _NOT_ANSWERS}
        if step == "reason":
            self.answers.pop("destination", None)
        self.session[_KEPT] = {"school": self.own.id, "token": str(self.token), "answers": self.answers}

    def item(self) -> dict[str, Any]:
        """Return the departure as an item; every step has its answer."""
        said: dict[str, Any] = {"kind": "departure"}
        for _, form in self.forms():
            form.is_valid()
            said |= form.said()
        return said

    def finish(self, sent: Mapping[str, Any]) -> None:
        """Put the answers away, and keep what the page after sending shows."""
        self.session.pop(_KEPT, None)
        self.session[_SENT] = dict(sent)

    def forget(self) -> None:
        """Put the answers away."""
        self.session.pop(_KEPT, None)


def sent_last(session: SessionBase) -> dict[str, Any] | None:
    """Return what was sent last in this session."""
    return session.get(_SENT)
