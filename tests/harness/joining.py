"""Pupils who come to Selkirk in tests of pages, and what the forms about them send."""

from datetime import date
from typing import Any

from django.conf import settings
from django.test import Client
from tests.harness.cast import Cast

from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.operations.held_arrivals import HELD_FOR, send_held
from onward.transfers.models import Joiner

TOKEN = "01980c5e-7f3a-4d10-9b1e-2f6d3a4b5c6d"


def announced(cast: Cast, count: int = 1, **changes: Any) -> list[Joiner]:
    """Let pupils leave Arbroath for Selkirk, and return them as Selkirk sees them, oldest first."""
    cast.say_all([cast.item("arbroath", cast.departure(to="selkirk", **changes)) for _ in range(count)])
    return joiners(cast)


def joiners(cast: Cast) -> list[Joiner]:
    with seen_as(HUB):
        return list(Joiner.objects.filter(school_id=cast.schools["selkirk"].id).order_by("id"))


def text(answer: Any) -> str:
    said: str = answer.content.decode()
    return said


def record(cast: Cast, office: Client, *chosen: Joiner, **changes: Any) -> Any:
    """Record arrivals on the page, and let the time pass in which they can be undone."""
    answer = office.post("/joiners/confirm", arrival(*chosen, **changes))
    take_in(cast)
    return answer


def take_in(cast: Cast) -> int:
    """Let the hub take in what was recorded, as if the time to undo it were over."""
    return send_held(now=settings.ONWARD_CLOCK.now() + HELD_FOR, keyring=cast.keyring)


def arrival(*chosen: Joiner, **changes: Any) -> dict[str, Any]:
    """What the form of the page of arrivals sends."""
    return {
        "token": TOKEN,
        "pupil": [str(each.id) for each in chosen],
        **day_of(date(2026, 9, 1), "arrived_on"),
        "protection": "not-protected",
    } | changes


def day_of(on: date, name: str) -> dict[str, str]:
    return {f"{name}_day": str(on.day), f"{name}_month": str(on.month), f"{name}_year": str(on.year)}


def details(**changes: Any) -> dict[str, Any]:
    """What the form for an unannounced pupil sends."""
    return {
        "token": TOKEN,
        "surname": "Ahern",
        "forename": "Isla",
        **day_of(date(2016, 5, 4), "born"),
        "sex": "F",
        "stage": "P5",
        **day_of(date(2026, 9, 1), "arrived_on"),
        "protection": "not-protected",
    } | changes
