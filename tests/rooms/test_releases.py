"""Named contacts at the centre carry a protected child's record; nobody else does, and nobody hears of it."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from tests.harness.cast import CLERK, KEYRING, NOW, Cast, open_the_hub, pupil
from tests.harness.messaging import office_of

from onward.access import services as access
from onward.access.facts import NATIONAL_SERVICE
from onward.access.queries import actor_for_person
from onward.access.roles import NATIONAL_CME_OFFICER, PROTECTION_OFFICER, Role
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.actor import Actor, Door
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import NATIONAL, for_authority
from onward.messaging.errors import DeliveryNotFound
from onward.messaging.mailbox import list_mailbox
from onward.messaging.models import Delivery
from onward.messaging.receipts import list_sent
from onward.operations import mailbox
from onward.operations.doctor import examine
from onward.operations.releases import NotThePupilsSchool, Released, release_delivery
from onward.operations.sweeps.expiry import expire
from onward.protection.models import Permitted
from onward.pupils.models import Pupil
from onward.transfers.models import WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


@pytest.fixture
def kept(cast: Cast) -> UUID:
    """What the centre keeps of a child who fled from Arbroath and came to Leith."""
    child = pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=child, protection="protected"))
    cast.say("leith", cast.arrival(pupil=child, protection="protected"))
    return Delivery.objects.get().id


def officer(cast: Cast, role: Role = PROTECTION_OFFICER, *, is_denied: bool | None = False) -> Actor:
    """Somebody at the centre, on the child's list unless None."""
    person = access.invite_person(
        email=f"{uuid4().hex}@centre.example", name="Morag", by=CLERK, at=NATIONAL_SERVICE, now=NOW
    )
    access.give_role(
        person_id=person, role=role.name, at=NATIONAL_SERVICE, from_on=NOW.date(), by=CLERK, now=NOW
    )
    if is_denied is not None:
        child = Pupil.objects.get().id
        Permitted.objects.create(
            pupil_id=child, person_id=person, is_denied=is_denied, reason="contact", listed_at=NOW
        )
    return actor_for_person(person, role, NATIONAL_SERVICE, door=Door.WEB, request_id="r-1")


def release(cast: Cast, delivery: UUID, by: Actor, to: str = "leith") -> Released:
    return release_delivery(delivery, to_school_id=cast.schools[to].id, by=by, now=cast.now)


def test_a_named_contact_sends_it_on_to_where_the_child_is(cast: Cast, kept: UUID) -> None:
    released = release(cast, kept, officer(cast))

    delivery = Delivery.objects.get(pk=released.delivery_id)
    assert (delivery.school_id, delivery.state) == (cast.schools["leith"].id, "available")
    assert (delivery.is_shielded, delivery.is_as_addressed) == (True, False)
    assert Delivery.objects.get(pk=kept).state == "filed"
    content = mailbox.collect(delivery.id, by=office_of(cast, "leith"), now=cast.now, keyring=KEYRING)
    assert content.kind == "departure"
    assert [each.says for each in examine(now=cast.now) if not each.is_sound] == []


def test_neither_the_sender_nor_an_authority_nor_the_nation_hears_of_it(cast: Cast, kept: UUID) -> None:
    released = release(cast, kept, officer(cast))
    mailbox.collect(released.delivery_id, by=office_of(cast, "leith"), now=cast.now, keyring=KEYRING)

    assert [each.receipts for each in list_sent(by=office_of(cast, "arbroath"), limit=9)] == [()]
    for sight in (for_authority("230"), for_authority("120"), NATIONAL):
        with seen_as(sight):
            assert not Delivery.objects.exists()
    entry = AuditEntry.objects.get(act="release_delivery")
    assert (entry.shielded, entry.authority_id) == (True, None)


def test_sending_it_on_twice_sends_it_once(cast: Cast, kept: UUID) -> None:
    by = officer(cast)

    assert release(cast, kept, by) == release(cast, kept, by)

    assert len(list_mailbox(by=office_of(cast, "leith"), limit=9)) == 1


def test_what_comes_later_is_kept_back_again_and_nothing_is_doubled(cast: Cast, kept: UUID) -> None:
    release(cast, kept, officer(cast))
    leaver = cast.verdicts[0].leaver

    cast.say("arbroath", {"kind": "record", "leaver": str(leaver), "record": {"core": {"reading": "well"}}})

    at_centre = Delivery.objects.filter(school=None).order_by("id")
    assert list(at_centre.values_list("kind", "state")) == [("departure", "filed"), ("record", "available")]


def test_what_was_asked_of_the_centre_is_closed(cast: Cast, kept: UUID) -> None:
    cast.later(days=20)
    expire(by=CLERK, now=cast.now, keyring=KEYRING)

    release(cast, kept, officer(cast))

    assert not WorklistItem.objects.filter(closed_at=None, delivery__isnull=False).exists()


@pytest.mark.parametrize("is_denied", [None, True])
def test_who_is_not_on_the_childs_list_finds_nothing(
    cast: Cast, kept: UUID, *, is_denied: bool | None
) -> None:
    with pytest.raises(DeliveryNotFound):
        release(cast, kept, officer(cast, is_denied=is_denied))


def test_a_national_officer_may_not_even_where_the_list_names_them(cast: Cast, kept: UUID) -> None:
    with pytest.raises(NotPermitted):
        release(cast, kept, officer(cast, NATIONAL_CME_OFFICER))


def test_no_job_sends_it_on(cast: Cast, kept: UUID) -> None:
    with pytest.raises(DeliveryNotFound):
        release(cast, kept, CLERK)


def test_it_goes_to_no_other_school(cast: Cast, kept: UUID) -> None:
    with pytest.raises(NotThePupilsSchool):
        release(cast, kept, officer(cast), to="selkirk")

    assert Delivery.objects.count() == 1


def test_what_is_not_the_centres_is_not_found(cast: Cast, kept: UUID) -> None:
    by = officer(cast)
    cast.say("arbroath", cast.departure(to="selkirk"))
    other = Delivery.objects.get(school=cast.schools["selkirk"].id)

    for delivery in (other.id, uuid4()):
        with pytest.raises(DeliveryNotFound):
            release(cast, delivery, replace(by))
