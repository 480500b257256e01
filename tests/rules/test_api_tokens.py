from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.errors import SecurityWarning
from joserfc.jwk import OctKey

from onward.api.cursor import BadCursor, open_cursor, seal_cursor
from onward.api.errors import TokenRefused
from onward.api.token_bucket import Buckets, Pace
from onward.api.tokens import AccessToken, read_token, sign_token
from onward.foundation.named_key import NamedKey

NOW = datetime(2008, 3, 3, 12, tzinfo=UTC)
SYSTEM, CREDENTIAL = UUID(int=1), UUID(int=2)
SCOPES = frozenset({"leavers:read", "mailbox:read"})
KEY, OLDER = NamedKey(id="new", secret=b"n" * 32), NamedKey(id="old", secret=b"o" * 32)
SECRET = b"s" * 32
NO_KEY = OctKey.import_key("k" * 32)


def token_by(*keys: NamedKey) -> str:
    return sign_token(system_id=SYSTEM, credential_id=CREDENTIAL, scopes=SCOPES, keys=keys, now=NOW)


def test_a_token_says_who_it_was_given_to() -> None:
    said = read_token(token_by(KEY), keys=[KEY], now=NOW)

    assert said == AccessToken(
        system_id=SYSTEM,
        credential_id=CREDENTIAL,
        scopes=SCOPES,
        expires_at=NOW + timedelta(minutes=15),
    )


def test_a_token_outlives_the_change_of_its_key_but_not_the_loss_of_it() -> None:
    token = token_by(OLDER)

    assert read_token(token, keys=[KEY, OLDER], now=NOW).system_id == SYSTEM
    with pytest.raises(TokenRefused):
        read_token(token, keys=[KEY], now=NOW)


def test_a_token_ends_after_15_minutes() -> None:
    token = token_by(KEY)

    read_token(token, keys=[KEY], now=NOW + timedelta(minutes=14, seconds=59))
    with pytest.raises(TokenRefused):
        read_token(token, keys=[KEY], now=NOW + timedelta(minutes=15))


def test_a_token_of_another_kind_is_refused() -> None:
    claims = {"iss": "onward", "sub": str(SYSTEM), "client_id": str(CREDENTIAL), "scope": "", "exp": 9e9}
    with pytest.warns(SecurityWarning):
        unsigned = jwt.encode({"alg": "none", "kid": "new"}, claims, NO_KEY, algorithms=["none"])
    by_secret = jwt.encode(
        {"alg": "HS256", "kid": "new"}, claims, OctKey.import_key(KEY.secret), algorithms=["HS256"]
    )

    for token in (unsigned, by_secret):
        with pytest.raises(TokenRefused):
            read_token(token, keys=[KEY], now=NOW)


@given(place=st.integers(0, 400), letter=st.characters(codec="utf-8"))
def test_a_token_that_was_touched_is_refused(place: int, letter: str) -> None:
    token = token_by(KEY)
    touched = token[:place] + letter + token[place + 1 :]

    if touched != token:
        with pytest.raises(TokenRefused):
            read_token(touched, keys=[KEY], now=NOW)


@given(st.text())
def test_any_text_is_either_a_token_or_refused(text: str) -> None:
    with pytest.raises(TokenRefused):
        read_token(text, keys=[KEY], now=NOW)


@given(st.lists(st.text()).map(tuple))
def test_a_cursor_opens_to_the_position_that_it_was_made_of(position: tuple[str, ...]) -> None:
    cursor = seal_cursor(position, of="leavers:17", secret=SECRET)

    assert open_cursor(cursor, of="leavers:17", secret=SECRET) == position


def test_a_cursor_of_another_list_is_refused() -> None:
    cursor = seal_cursor(("2008",), of="leavers:17", secret=SECRET)

    for of, secret in (("leavers:18", SECRET), ("leavers:17", b"other")):
        with pytest.raises(BadCursor):
            open_cursor(cursor, of=of, secret=secret)


@given(st.text())
def test_any_text_is_either_a_cursor_or_refused(text: str) -> None:
    with pytest.raises(BadCursor):
        open_cursor(text, of="leavers:17", secret=SECRET)


def test_a_system_may_burst_and_then_keeps_the_pace() -> None:
    buckets = Buckets(Pace(per_second=2, burst=3))

    taken = [buckets.take(SYSTEM, 100.0) for _ in range(4)]

    assert [each.is_allowed for each in taken] == [True, True, True, False]
    assert [each.remaining for each in taken] == [2, 1, 0, 0]
    assert taken[3].retry_after == 1
    assert buckets.take(SYSTEM, 100.5).is_allowed
    assert not buckets.take(SYSTEM, 100.6).is_allowed


def test_one_system_does_not_use_up_the_pace_of_another() -> None:
    buckets = Buckets(Pace(per_second=1, burst=1))

    assert buckets.take(UUID(int=1), 0.0).is_allowed
    assert buckets.take(UUID(int=2), 0.0).is_allowed


@given(st.lists(st.floats(0, 60), min_size=1, max_size=200))
def test_nobody_gets_more_than_the_burst_and_the_pace(moments: list[float]) -> None:
    buckets = Buckets(Pace(per_second=2, burst=5))
    moments.sort()

    allowed = [moment for moment in moments if buckets.take(SYSTEM, moment).is_allowed]

    span = moments[-1] - moments[0]
    assert len(allowed) <= 5 + 2 * span + 1e-6
    assert all(earlier <= later for earlier, later in pairwise(allowed))


def test_the_memory_of_paces_is_bounded() -> None:
    buckets = Buckets(Pace(per_second=1, burst=1), at_most=2)

    for number in range(5):
        assert buckets.take(UUID(int=number), 0.0).is_allowed
