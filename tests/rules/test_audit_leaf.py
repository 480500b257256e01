"""Two entries that say different things never have the same leaf."""

import json
from dataclasses import fields, replace
from datetime import UTC, timedelta, timezone
from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.audit_cast import FACTS

from onward.audit.leaf import Facts, canonical, leaf_hash

texts = st.text(max_size=12)
facts = st.builds(
    Facts,
    id=st.uuids(),
    at=st.datetimes(timezones=st.just(UTC)),
    actor_kind=texts,
    actor_id=texts,
    door=texts,
    act=texts,
    subject_kind=texts,
    subject_id=texts,
    school_id=st.none() | st.integers(0, 9),
    authority_id=st.none() | texts,
    shielded=st.none() | st.booleans(),
    reason=texts,
    request_id=texts,
    detail=st.dictionaries(texts, texts | st.integers(0, 9), max_size=3),
)


def test_the_form_is_spelt_out() -> None:
    assert canonical(FACTS).decode() == (
        "26:onward audit entry, form 1,36:01890a5d-ac96-774b-bcce-b302099a8057,"
        "32:2009-03-02T12:00:00.000007+00:00,6:system,5:mis-1,3:api,16:record_departure,8:transfer,1:7,"
        '2:17,~~0:,3:r-1,23:{"batch":3,"code":"01"},'
    )


def test_the_leaf_is_prefixed_so_that_it_cannot_pose_as_a_node() -> None:
    assert leaf_hash(FACTS) == sha256(b"\x00" + canonical(FACTS)).digest()


@pytest.mark.slow
@given(facts, facts)
def test_different_entries_have_different_forms(one: Facts, other: Facts) -> None:
    assert (canonical(one) == canonical(other)) == (one == other)


@pytest.mark.parametrize("name", [field.name for field in fields(Facts)])
def test_every_field_counts(name: str) -> None:
    other: Any = {
        "id": UUID(int=1),
        "at": FACTS.at + timedelta(microseconds=1),
        "school_id": None,
        "shielded": False,
        "detail": {},
    }.get(name, "other")

    assert leaf_hash(replace(FACTS, **{name: other})) != leaf_hash(FACTS)


def test_a_comma_moved_between_two_fields_counts() -> None:
    one = replace(FACTS, actor_id="a", door="b,c")
    other = replace(FACTS, actor_id="a,b", door="c")

    assert canonical(one) != canonical(other)


def test_the_same_moment_in_another_zone_is_the_same_leaf() -> None:
    elsewhere = FACTS.at.astimezone(timezone(timedelta(hours=5, minutes=30)))

    assert leaf_hash(replace(FACTS, at=elsewhere)) == leaf_hash(FACTS)


def test_the_order_of_keys_in_the_detail_does_not_count() -> None:
    turned = json.loads('{"batch": 3, "code": "01"}')

    assert leaf_hash(replace(FACTS, detail=turned)) == leaf_hash(FACTS)
