"""A school office at the pages about leavers, as tests of pages use it."""

from typing import Any

from django.test import Client
from tests.harness.cast import Cast
from tests.harness.people import employ, signed_in

from onward.access.facts import at_school


def office(cast: Cast, school: str = "arbroath", role: str = "school-office") -> Client:
    at = at_school(cast.schools[school].id)
    return signed_in(employ(role, at, now=cast.now, email=f"{role}@{school}.example"))


def text_of(answer: Any) -> str:
    content: bytes = b"".join(answer) if answer.streaming else answer.content
    return content.decode()
