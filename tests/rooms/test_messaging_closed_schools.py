"""The mailbox of a school that closed: nothing is left sitting there."""

import pytest
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub
from tests.harness.messaging import office_of, official, sent_record
from tests.harness.statements import counted_statements

from onward.audit.models import AuditEntry
from onward.database.bulk import run
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import NATIONAL
from onward.messaging.mailbox import list_mailbox
from onward.messaging.models import Delivery
from onward.messaging.services import collect, readdress
from onward.messaging.workflow import DeliveryState


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def close(cast: Cast, *, successor: str | None) -> int:
    """Let Selkirk's mailbox go to another school, or to the centre."""
    successor_id = cast.schools[successor].id if successor else None
    return readdress(school_id=cast.schools["selkirk"].id, successor_id=successor_id, by=CLERK, now=cast.now)


def states_at(cast: Cast, school: str) -> list[str]:
    rows = Delivery.objects.filter(school_id=cast.schools[school].id).order_by("id")
    return list(rows.values_list("state", flat=True))


def test_what_waits_goes_to_the_successor_and_can_be_collected_there(cast: Cast) -> None:
    sent_record(cast, to="selkirk")
    cast.later(days=3)

    moved = close(cast, successor="leith")

    assert moved == 2
    assert states_at(cast, "selkirk") == ["readdressed", "readdressed"]
    rows = sorted(list_mailbox(by=office_of(cast, "leith"), limit=9), key=lambda row: row.kind)
    assert [(row.kind, row.state, row.available_at) for row in rows] == [
        ("departure", DeliveryState.AVAILABLE, cast.now),
        ("record", DeliveryState.AVAILABLE, cast.now),
    ]
    assert set(Delivery.objects.filter(state="available").values_list("authority_id", flat=True)) == {"230"}
    content = collect(rows[1].id, by=office_of(cast, "leith"), now=cast.now, keyring=KEYRING)
    assert content.kind == "record"


def test_without_a_successor_the_centre_takes_it(cast: Cast) -> None:
    sent_record(cast, to="selkirk")

    close(cast, successor=None)

    rows = list_mailbox(by=official(NATIONAL), limit=9)
    assert [row.school_id for row in rows] == [None, None]
    assert set(Delivery.objects.filter(school=None).values_list("authority_id", "is_as_addressed")) == {
        ("", False)
    }
    content = collect(rows[0].id, by=official(NATIONAL), now=cast.now, keyring=KEYRING)
    assert content.kind == rows[0].kind


def test_what_expired_goes_on_too_with_a_new_day(cast: Cast) -> None:
    sent_record(cast, to="selkirk")
    expired_on = Delivery.objects.order_by("id")[0].expires_on
    cast.later(days=30)
    run("UPDATE messaging_delivery SET state = 'expired', closed_at = %s", [cast.now])

    close(cast, successor="leith")

    assert states_at(cast, "leith") == ["available", "available"]
    assert Delivery.objects.filter(state="available").order_by("id")[0].expires_on > expired_on


def test_what_was_collected_stays_where_it_was_collected(cast: Cast) -> None:
    sent_record(cast, to="selkirk")
    departure = Delivery.objects.order_by("id")[0]
    collect(departure.id, by=office_of(cast, "selkirk"), now=cast.now, keyring=KEYRING)

    moved = close(cast, successor="leith")

    assert moved == 1
    assert states_at(cast, "selkirk") == ["collected", "readdressed"]


def test_what_tells_of_a_protected_child_goes_to_the_centre_in_any_case(cast: Cast) -> None:
    sent_record(cast, to="selkirk")
    Delivery.objects.filter(kind="record").update(is_shielded=True, hushed_at=cast.now)

    close(cast, successor="leith")

    assert states_at(cast, "leith") == ["available"]
    centre = Delivery.objects.get(school=None)
    assert (centre.kind, centre.is_shielded, centre.is_as_addressed) == ("record", True, False)
    assert list_mailbox(by=official(NATIONAL), limit=9) == []


def test_handing_on_twice_doubles_nothing(cast: Cast) -> None:
    sent_record(cast, to="selkirk")
    close(cast, successor="leith")

    again = close(cast, successor="leith")

    assert again == 0
    assert states_at(cast, "leith") == ["available", "available"]


def test_what_the_successor_has_already_is_not_put_there_again(cast: Cast) -> None:
    sent_record(cast, to="selkirk")
    run(
        """INSERT INTO messaging_delivery (id, message_id, school_id, authority_id, state, is_as_addressed,
               available_at, expires_on, is_shielded, kind, size, content_sha256)
           SELECT onward_uuid7(), message_id, %s, '230', 'available', false, available_at, expires_on, false,
               kind, size, content_sha256
           FROM messaging_delivery WHERE kind = 'record'""",
        [cast.schools["leith"].id],
    )

    close(cast, successor="leith")

    assert sorted(Delivery.objects.lying_there().values_list("kind", flat=True)) == ["departure", "record"]


def test_a_chain_of_closures_hands_on_to_the_last(cast: Cast) -> None:
    sent_record(cast, to="selkirk")
    close(cast, successor="galashiels")

    readdress(
        school_id=cast.schools["galashiels"].id,
        successor_id=cast.schools["leith"].id,
        by=CLERK,
        now=cast.now,
    )

    assert states_at(cast, "galashiels") == ["readdressed", "readdressed"]
    assert states_at(cast, "leith") == ["available", "available"]


def test_each_delivery_that_goes_on_is_in_the_audit(cast: Cast) -> None:
    sent_record(cast, to="selkirk")
    ids = [str(each) for each in Delivery.objects.order_by("id").values_list("id", flat=True)]

    close(cast, successor="leith")

    entries = AuditEntry.objects.filter(act="readdress_delivery").order_by("id")
    assert list(entries.values_list("subject_id", "school_id")) == [
        (each, cast.schools["selkirk"].id) for each in ids
    ]


def test_twenty_deliveries_take_as_many_statements_as_one(cast: Cast) -> None:
    counts = []

    for number in (1, 20):
        cast.say_all([cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(number)])
        with counted_statements() as statements:
            assert close(cast, successor="leith") == number
        counts.append(statements.count)

    assert counts[0] == counts[1]


def test_a_school_cannot_be_its_own_successor(cast: Cast) -> None:
    with pytest.raises(ValueError, match="succeed itself"):
        close(cast, successor="selkirk")


def test_a_school_hands_nothing_on_itself(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        readdress(school_id=1, successor_id=None, by=office_of(cast, "selkirk"), now=cast.now)
