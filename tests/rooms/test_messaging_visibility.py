"""Who sees which messages: the queries and the row policies of the database say the same."""

from typing import Any

import pytest
from django.db import models
from tests.harness.cast import Cast, open_the_hub
from tests.harness.messaging import office_of, official, sent_record

from onward.database.sight import seen_as
from onward.foundation.sight import HUB, NATIONAL, PROTECTION, Sight, SightKind, for_authority, for_school
from onward.messaging.models import Delivery, Document, Message


@pytest.fixture
def cast(hub: None) -> Cast:
    """An open move to Selkirk, one of a protected child, and one whose child was protected later."""
    cast = open_the_hub()
    sent_record(cast, to="selkirk")
    cast.say("arbroath", cast.departure(to="selkirk", protection="protected"))
    open_first = cast.departure(to="selkirk")
    cast.say("leith", open_first)
    cast.say("leith", open_first | {"protection": "protected", "reason": ""})
    for school in ("arbroath", "leith"):
        at = cast.schools[school]
        Document.objects.create(
            school_id=at.id,
            authority_id=at.authority_id,
            size=1,
            sha256=bytes(32),
            blob=at.key,
            uploaded_at=cast.now,
        )
    return cast


def sights(cast: Cast) -> list[Sight]:
    schools = [for_school(each.id) for each in cast.schools.values()]
    authorities = [for_authority(code) for code in ("120", "230", "355", "100")]
    nobody = [Sight(kind=SightKind.SCHOOL), Sight(kind=SightKind.AUTHORITY), for_authority("")]
    return [*schools, *authorities, *nobody, NATIONAL, PROTECTION, HUB]


@pytest.mark.parametrize("model", [Message, Delivery])
def test_the_query_and_the_row_policy_show_the_same_rows(cast: Cast, model: type[models.Model]) -> None:
    objects: Any = model._default_manager
    compared = 0

    for sight in sights(cast):
        with seen_as(sight):
            by_policy = set(objects.values_list("pk", flat=True))
        by_query = set(objects.visible_to(official(sight)).values_list("pk", flat=True))
        assert by_query == by_policy, sight
        compared += len(by_query)

    assert compared > 0


def test_a_school_s_documents_are_its_own_by_query_and_by_policy(cast: Cast) -> None:
    seen = {}

    for name in ("arbroath", "leith", "selkirk"):
        by = office_of(cast, name)
        with seen_as(by.sight):
            by_policy = set(Document.objects.values_list("school_id", flat=True))
        by_query = set(Document.objects.visible_to(by).values_list("school_id", flat=True))
        assert by_query == by_policy
        seen[name] = by_query

    assert seen == {
        "arbroath": {cast.schools["arbroath"].id},
        "leith": {cast.schools["leith"].id},
        "selkirk": set(),
    }


@pytest.mark.parametrize("sight", [NATIONAL, for_authority("120"), Sight(kind=SightKind.SCHOOL)])
def test_officials_ask_for_no_document_at_all(cast: Cast, sight: Sight) -> None:
    assert not Document.objects.visible_to(official(sight)).exists()


def test_of_a_protected_child_an_authority_and_the_nation_see_no_delivery(cast: Cast) -> None:
    shielded = set(Delivery.objects.filter(is_shielded=True).values_list("pk", flat=True))

    for sight in (NATIONAL, for_authority("355"), for_authority("120"), for_authority("230")):
        seen = set(Delivery.objects.visible_to(official(sight)).values_list("pk", flat=True))
        assert not seen & shielded

    assert len(shielded) >= 2


def test_each_empties_one_mailbox(cast: Cast) -> None:
    def mailbox(sight: Sight) -> set[int | None]:
        by = official(sight)
        return set(Delivery.objects.visible_to(by).in_mailbox_of(by).values_list("school_id", flat=True))

    selkirk = cast.schools["selkirk"].id
    assert mailbox(for_school(selkirk)) == {selkirk}
    assert mailbox(for_authority("355")) == set()
    assert mailbox(NATIONAL) == set()
    assert mailbox(PROTECTION) == {None}
    assert mailbox(HUB) == {None, selkirk}
