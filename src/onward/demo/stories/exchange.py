"""The schools of a story, over the API of a running hub, each by the demo system that acts for it."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from http import HTTPStatus
from typing import Any, Final
from uuid import uuid4

from onward.demo.credentials import DemoSystem
from onward.demo.stories.children import Child
from onward.demo.stories.school_system import Answer, HubRefused, SchoolSystem
from onward.demo.stories.seen import (
    SEED_TO_CLOSE,
    Joiner,
    Leaver,
    LineVerdict,
    Received,
    School,
    Shown,
    Verdict,
)
from onward.formats.forms import Said
from onward.operations.intake.canonical import canonical

_PAGE: Final = "200"
_STEPS: Final = ("filed", "acknowledged", "collected")


class Exchange:
    """What schools do through their systems; each by its own system."""

    def __init__(self, systems: Sequence[DemoSystem], *, hub: str) -> None:
        """Log every system in.

        Raises:
            HubNotRunning: nobody answers at the address of the hub.
            HubRefused: the hub does not know the systems.
        """
        logged_in = [SchoolSystem(each, hub=hub) for each in systems]
        self._of_authority = {code: each for each in logged_in for code in each.system.authorities}

    def choose(self, count: int) -> tuple[School, ...]:
        """Return so many primary schools at random, each of another authority."""
        anybody = next(iter(self._of_authority.values()))
        names = {each["code"]: each["name"] for each in _wanted(anybody.get("/authorities")).json}
        codes = secrets.SystemRandom().sample(sorted(self._of_authority), len(self._of_authority))
        found = (
            School(key=key, name=name, authority=code, authority_name=names[code])
            for code in codes
            for key, name in self._a_primary(code)
        )
        chosen = tuple(school for school, _ in zip(found, range(count), strict=False))
        if len(chosen) < count:
            raise HubRefused(f"The hub lists fewer than {count} primary schools. Start it without --empty.")
        return chosen

    def say(self, school: School, said: Said) -> Verdict:
        """Let a school say one thing."""
        answer = self._system(school).post(
            f"/schools/{school.key}/messages",
            canonical(said),
            Content_Type="application/json",
            Idempotency_Key=str(uuid4()),
        )
        if answer.status == HTTPStatus.ACCEPTED:
            return _accepted(answer.json)
        if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY:
            return Verdict(state="refused", told=tuple(each["code"] for each in answer.json["faults"]))
        raise _refused(answer)

    def send_file(self, school: School, *, name: str, content: str) -> tuple[LineVerdict, ...]:
        """Let a school send a file, and return the verdict on each line or pupil."""
        answer = self._system(school).post(
            f"/schools/{school.key}/batches?protection=not-protected",
            content.encode(),
            Content_Type="application/octet-stream",
            Content_Disposition=f'attachment; filename="{name}"',
        )
        lines = [json.loads(line) for line in _wanted(answer).body.splitlines()]
        return tuple(_line(each) for each in lines if each["accepted"] is not None)

    def upload(self, school: School, *, name: str, content: bytes) -> str:
        """Let a school upload a PDF document, and return its identifier."""
        answer = self._system(school).post(
            f"/schools/{school.key}/documents",
            content,
            Content_Type="application/pdf",
            Content_Disposition=f'attachment; filename="{name}"',
        )
        return str(_wanted(answer).json["id"])

    def fetch(self, school: School, document: str) -> bytes:
        """Let a school fetch a document that came to it."""
        return self._get(school, f"documents/{document}").body

    def leaver(self, school: School, leaver: str) -> Leaver:
        """Look at a pupil who left, as the old school."""
        shown = self._get(school, f"leavers/{leaver}").json
        return Leaver(
            standing=shown["standing"],
            notice=shown["notice"]["says"] if shown["notice"] else "",
            asked=tuple(each["kind"] for each in shown["asks"]),
            receipts=tuple(sorted(_receipts(shown["messages"]))),
            shown=shown,
        )

    def leavers_named(self, school: School, child: Child) -> int:
        """Count the leavers of this name that a school sees."""
        leavers = self._get(school, "leavers", limit=_PAGE).json["items"]
        return sum(_is(child, each) for each in leavers)

    def joiner(self, school: School, child: Child) -> Joiner:
        """Look for a child among the joiners of a school; the school may see no such joiner."""
        for each in self._get(school, "joiners", limit=_PAGE).json["items"]:
            if _is(child, each):
                return _joiner(self._get(school, f"joiners/{each['id']}").json)
        return Joiner()

    def asked(self, school: School, joiner: str) -> tuple[Shown, ...]:
        """Return what a school is asked about a joiner, as its worklist shows it."""
        return tuple(self._get(school, f"joiners/{joiner}").json["asks"])

    def take_in(self, school: School, kind: str, *, about: str = "") -> tuple[Received, ...]:
        """Collect, acknowledge and file what newly lies in a mailbox, of one kind and about one joiner."""
        mailbox = self._get(school, "mailbox", kind=kind, order="newest-first", limit=_PAGE).json["items"]
        waiting = [each for each in mailbox if each["state"] in {"available", "expired"}]
        return tuple(self._take(school, each) for each in waiting if not about or each["joiner"] == about)

    def _take(self, school: School, delivery: Shown) -> Received:
        system, path = self._system(school), f"/schools/{school.key}/mailbox/{delivery['id']}"
        content = _wanted(system.post(f"{path}/collect")).body
        receipt = json.dumps({"sha256": hashlib.sha256(content).hexdigest()}).encode()
        _wanted(system.post(f"{path}/acknowledge", receipt, Content_Type="application/json"))
        _wanted(system.post(f"{path}/file"))
        return Received(kind=delivery["kind"], said=json.loads(content))

    def _a_primary(self, authority: str) -> list[tuple[str, str]]:
        page = self._of_authority[authority].get("/schools", authority=authority, limit=_PAGE)
        open_ones = [each for each in _wanted(page).json["items"] if _is_open_primary(each)]
        return [(each["key"], each["name"]) for each in [secrets.choice(open_ones)]] if open_ones else []

    def _get(self, school: School, what: str, **query: str) -> Answer:
        return _wanted(self._system(school).get(f"/schools/{school.key}/{what}", **query))

    def _system(self, school: School) -> SchoolSystem:
        return self._of_authority[school.authority]


def _wanted(answer: Answer) -> Answer:
    if answer.status >= HTTPStatus.BAD_REQUEST:
        raise _refused(answer)
    return answer


def _refused(answer: Answer) -> HubRefused:
    return HubRefused(f"The hub answered {answer.status}: {answer.body.decode(errors='replace')[:500]}")


def _is_open_primary(school: Shown) -> bool:
    is_usual = school["type"] == "primary" and school["sector"] == "publicly-funded"
    return is_usual and school["takes_part"] and not school["closed_on"] and school["seed"] != SEED_TO_CLOSE


def _accepted(answer: Shown) -> Verdict:
    return Verdict(
        state="accepted",
        message=answer["message"],
        leaver=answer["leaver"] or "",
        joiner=answer["joiner"] or "",
        told=tuple(each["code"] for each in answer["warnings"]),
    )


def _line(line: Mapping[str, Any]) -> LineVerdict:
    state = "repeated" if line["repeated"] else "accepted" if line["accepted"] else "refused"
    return LineVerdict(
        state=state,
        faults=tuple(each for each in line["faults"] if each["level"] == "fault"),
        is_same_departure=any(each["code"] == "same-departure-again" for each in line["faults"]),
    )


def _joiner(shown: Shown) -> Joiner:
    return Joiner(
        id=shown["id"],
        standing=shown["standing"],
        due_on=date.fromisoformat(shown["due_on"]) if shown["due_on"] else date.max,
    )


def _receipts(messages: Sequence[Shown]) -> Iterator[tuple[str, str, str]]:
    for message in messages:
        for receipt in message["receipts"]:
            step = next(each for each in _STEPS if receipt[f"{each}_at"])
            yield message["kind"], receipt["school"], step


def _is(child: Child, shown: Shown) -> bool:
    pupil = shown["pupil"]
    return (pupil["surname"], pupil["forename"]) == (child.surname, child.forename)
