"""The old side at the API: a child who was found and a child who is still sought look the same.

Two children of one school are told of in the same words; one of them has arrived, protected, elsewhere.
Until the next notice run no answer may differ, identifiers and names of the two apart.
"""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from tests.harness.cast import Cast, pupil
from tests.harness.statements import counted_statements
from tests.harness.systems import AtTheDoor, arrives

ARBROATH = "/schools/5300120-primary"
Words = Callable[[str, dict[str, Any]], dict[str, Any]]


def redirect(**where: Any) -> Words:
    return lambda leaver, _child: {"kind": "redirect", "leaver": leaver, **where}


def confirmation(outcome: str, by: str) -> Words:
    return lambda leaver, _child: {
        "kind": "confirmation", "leaver": leaver, "outcome": outcome, "by": by, "on": "2026-09-01",
    }  # fmt: skip


def departure(**changes: Any) -> Words:
    again = {"kind": "departure", "leaving_on": "2026-08-28", "reason": "01", "protection": "not-protected"}
    return lambda _leaver, child: again | {"pupil": child} | changes


OWN = re.compile(r'[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}|"key-[0-9]+"|"size": ?[0-9]+')
"""Identifiers, checksums, keys and sizes are of each message alone."""
LUTON = {"country": "GB-ENG", "lea": "820", "estab": "4001", "name": "Luton"}
SELKIRK = {"seed": "5600351", "type": "primary"}
SAYINGS: dict[str, Words] = {
    "names a school": redirect(destination=SELKIRK),
    "names a school that does not take part": redirect(destination={"seed": "5500999", "type": "secondary"}),
    "names a place outside": redirect(outside=LUTON),
    "takes it back": lambda leaver, _child: {"kind": "withdrawal", "leaver": leaver, "why": "stays"},
    "confirms by a reply": confirmation("outside-scotland", "reply"),
    "confirms by a document": confirmation("independent-school", "document"),
    "says over age": confirmation("over-age", "document"),
    "says died": confirmation("died", "document"),
    "tells the departure again": departure(),
    "tells another reason": departure(reason="13", outside=LUTON),
    "tells another day": departure(leaving_on="2026-08-27"),
    "tells another destination": departure(destination=SELKIRK),
    "tells it was an error": departure(reason="-"),
    "tells of a death": departure(reason="08"),
    "sends the record": lambda leaver, _child: {
        "kind": "record", "leaver": leaver, "record": {"core": {"reading": "well"}},
    },
}  # fmt: skip
BEGINNINGS: dict[str, dict[str, Any]] = {
    "to a school": {"destination": SELKIRK},
    "nobody knows where": {"reason": "05"},
    "no reason": {"reason": ""},
    "to England": {"reason": "13", "outside": LUTON},
    "to an independent school": {"reason": "09"},
    "home education": {"reason": "04"},
}


class Pair:
    """Two children who left Arbroath in the same words; the first has been found meanwhile."""

    def __init__(self, cast: Cast, arbroath: AtTheDoor, **said: Any) -> None:
        self.cast = cast
        self.arbroath = arbroath
        self.children = [pupil(), pupil()]
        self.leavers = [self._left(child, said) for child in self.children]
        found = cast.arrival(pupil=self.children[0], protection="protected")
        assert cast.say("leith", found).is_accepted

    def _left(self, child: dict[str, Any], said: dict[str, Any]) -> str:
        verdict = self.cast.say("arbroath", self.cast.departure(pupil=child, **said))
        return str(verdict.leaver)

    def say(self, words: Words) -> list[str]:
        """Say it of each child, through the intake; the answers with what is the child's own left out."""
        answers = []
        for number, child in enumerate(self.children):
            said = words(self.leavers[number], child)
            answer = self.arbroath.post(f"{ARBROATH}/batches", json.dumps(said, default=str).encode())
            answers.append(self._neutral(answer.getvalue().decode(), number))
        return answers

    def see(self, path: str) -> list[str]:
        """Look at something of each child."""
        answers = [self.arbroath.get(path.format(leaver=each)) for each in self.leavers]
        return [self._neutral(each.content.decode(), number) for number, each in enumerate(answers)]

    def asks(self) -> list[list[tuple[str, str, str | None]]]:
        """What is asked of the school about each child."""
        items = self.arbroath.get(f"{ARBROATH}/worklist").json()["items"]
        return [
            sorted((i["kind"], i["role"], i["due_on"]) for i in items if i["leaver"] == each)
            for each in self.leavers
        ]

    def _neutral(self, text: str, number: int) -> str:
        child = self.children[number]
        for value in (self.leavers[number], child["scn"], child["surname"]):
            text = text.replace(value, "?")
        return OWN.sub("!", text)


@pytest.fixture
def arbroath(cast: Cast) -> AtTheDoor:
    return arrives(cast, "arbroath")


@pytest.mark.parametrize("beginning", BEGINNINGS)
@pytest.mark.parametrize("saying", SAYINGS)
def test_what_the_old_side_says_is_answered_alike(
    cast: Cast, arbroath: AtTheDoor, beginning: str, saying: str
) -> None:
    pair = Pair(cast, arbroath, **BEGINNINGS[beginning])

    answers = pair.say(SAYINGS[saying])

    assert answers[0] == answers[1]
    assert len(set(pair.see(f"{ARBROATH}/leavers/{{leaver}}"))) == 1
    asks = pair.asks()
    assert asks[0] == asks[1]


def test_what_was_said_twice_is_answered_alike(cast: Cast, arbroath: AtTheDoor) -> None:
    pair = Pair(cast, arbroath, reason="13")
    pair.say(SAYINGS["takes it back"])

    answers = pair.say(SAYINGS["tells the departure again"])

    assert answers[0] == answers[1]


def test_lists_show_both_alike(cast: Cast, arbroath: AtTheDoor) -> None:
    pair = Pair(cast, arbroath, reason="05")

    leavers = arbroath.get(f"{ARBROATH}/leavers").json()["items"]
    sent = arbroath.get(f"{ARBROATH}/sent").json()["items"]

    own = ("id", "pupil")
    assert len({json.dumps({k: v for k, v in each.items() if k not in own}) for each in leavers}) == 1
    assert [each["receipts"] for each in sent] == [[], []]
    assert pair.see(f"{ARBROATH}/leavers/{{leaver}}/record.ctf")[0]


def test_a_look_at_either_costs_the_same(cast: Cast, arbroath: AtTheDoor) -> None:
    pair = Pair(cast, arbroath, destination=SELKIRK)
    pair.see(f"{ARBROATH}/leavers/{{leaver}}")

    counts = []
    for leaver in pair.leavers:
        with counted_statements() as statements:
            arbroath.get(f"{ARBROATH}/leavers/{leaver}")
        counts.append(statements.count)

    assert counts[0] == counts[1]
