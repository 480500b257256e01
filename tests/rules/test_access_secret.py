from datetime import UTC, datetime, timedelta

import pytest

from onward.access.errors import NotAScope
from onward.access.facts import IssuedCredential
from onward.access.remembered import Remembered
from onward.access.scopes import Scope, known
from onward.access.secret import PREFIX, fingerprint, matches, new_secret
from onward.foundation.ids import uuid7

NOON = datetime(2008, 3, 3, 12, tzinfo=UTC)


def test_a_secret_matches_its_own_fingerprint_alone() -> None:
    secret = new_secret()

    assert matches(secret, fingerprint(secret))
    assert not matches(new_secret(), fingerprint(secret))
    assert not matches(secret, None)


def test_a_secret_has_256_random_bits_and_can_be_found_by_a_scanner() -> None:
    made = {new_secret() for _ in range(100)}

    assert len(made) == 100
    assert all(secret.startswith(PREFIX) and len(secret) == len(PREFIX) + 43 for secret in made)


def test_an_issued_credential_does_not_print_its_secret() -> None:
    issued = IssuedCredential(client_id=uuid7(NOON), secret=new_secret(), expires_at=NOON)

    assert issued.secret not in repr(issued)


def test_a_scope_that_does_not_exist_is_refused() -> None:
    assert known(["leavers:read"]) == {Scope.LEAVERS_READ}

    with pytest.raises(NotAScope):
        known(["leavers:read", "everything:write"])


def test_what_was_looked_up_is_remembered_for_its_time_and_no_longer() -> None:
    answers = iter(["first", "second"])
    memory: Remembered[str, str] = Remembered(for_=timedelta(seconds=5), at_most=10)

    def ask(after: float) -> str:
        return memory.get("key", now=NOON + timedelta(seconds=after), look_up=lambda: next(answers))

    assert [ask(0), ask(4.9), ask(5), ask(9)] == ["first", "first", "second", "second"]


def test_a_clock_that_goes_back_does_not_keep_an_old_answer_alive() -> None:
    answers = iter(["first", "second"])
    memory: Remembered[str, str] = Remembered(for_=timedelta(seconds=5), at_most=10)

    memory.get("key", now=NOON, look_up=lambda: next(answers))

    assert memory.get("key", now=NOON - timedelta(days=1), look_up=lambda: next(answers)) == "second"


def test_memory_is_bounded() -> None:
    looked_up: list[int] = []
    memory: Remembered[int, None] = Remembered(for_=timedelta(seconds=5), at_most=2)

    for key in (1, 2, 3, 3, 1):
        memory.get(key, now=NOON, look_up=lambda key=key: looked_up.append(key))  # type: ignore[misc]

    assert looked_up == [1, 2, 3, 1]
