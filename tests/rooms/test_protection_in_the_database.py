"""What each sight can read of a protected child, tried with raw SQL as the service's own login."""

import pytest
from django.db import DatabaseError, connection, transaction
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil

from onward.config.declared_rows import declared_rows
from onward.database.sight import seen_as
from onward.foundation.sight import NATIONAL, PROTECTION, Sight, for_authority, for_school
from onward.operations.sweeps.notices import tell_origins

Dump = dict[str, list[str]]


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def all_that_is_seen(sight: Sight) -> Dump:
    """Every row of every table about children that this sight can read, as text."""
    dump: Dump = {}
    with seen_as(sight):
        for declared in declared_rows():
            if not declared.table.startswith(
                ("pupils_", "messaging_", "transfers_", "protection_", "audit_")
            ):
                continue
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f'SELECT t::text FROM "{declared.table}" AS t')
                    dump[declared.table] = sorted(row[0] for row in cursor.fetchall())
            except DatabaseError:
                dump[declared.table] = ["refused"]
    return dump


def outsiders(cast: Cast) -> dict[str, Sight]:
    """Everybody but the school that has the child, and the protection officers."""
    return {
        "the old school": for_school(cast.schools["arbroath"].id),
        "another school": for_school(cast.schools["selkirk"].id),
        "the old authority": for_authority("120"),
        "the new authority": for_authority("230"),
        "the national officer": NATIONAL,
    }


def test_the_arrival_of_a_protected_child_changes_nothing_that_an_outsider_reads(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=child, protection="protected"))
    before = {name: all_that_is_seen(sight) for name, sight in outsiders(cast).items()}

    cast.say("leith", cast.arrival(pupil=child | {"surname": "Newname"}, protection="protected"))

    after = {name: all_that_is_seen(sight) for name, sight in outsiders(cast).items()}
    assert after == before


def test_a_child_protected_only_by_the_new_school_vanishes_from_there_at_once(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=child))
    before = {name: all_that_is_seen(sight) for name, sight in outsiders(cast).items()}

    cast.say("leith", cast.arrival(pupil=child, protection="protected"))

    after = {name: all_that_is_seen(sight) for name, sight in outsiders(cast).items()}
    del before["the national officer"], after["the national officer"]  # the child vanishes from their view
    assert after == before


def test_the_notice_says_the_same_of_a_protected_child_and_of_any_other(cast: Cast) -> None:
    faces = []
    for protection in ("protected", "not-protected"):
        child = pupil(surname="Same", forename="Same", scn="")
        child["born"] = "2015-01-01" if protection == "protected" else "2015-01-02"
        cast.say("arbroath", cast.departure(reason="05", pupil=child, protection=protection))
        cast.say("leith", cast.arrival(pupil=child, protection=protection))
    tell_origins(by=CLERK, now=cast.now)

    with seen_as(for_school(cast.schools["arbroath"].id)), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM transfers_leaver ORDER BY born")
        names = [each[0] for each in cursor.description]
        for row in cursor.fetchall():
            face = dict(zip(names, row, strict=True))
            faces.append({name: face[name] for name in names if name not in {"id", "transfer_id", "born"}})

    assert faces[0] == faces[1]


def test_the_school_that_has_the_child_sees_its_own_face(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=child, protection="protected"))
    cast.say("leith", cast.arrival(pupil=child, protection="protected"))

    seen = all_that_is_seen(for_school(cast.schools["leith"].id))

    assert len(seen["transfers_joiner"]) == len(seen["pupils_enrolment"]) == 1
    assert seen["transfers_transfer"] == seen["protection_whereabouts"] == ["refused"]


def test_protection_officers_alone_read_whereabouts(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=child, protection="protected"))
    cast.say("leith", cast.arrival(pupil=child, protection="protected"))

    assert len(all_that_is_seen(PROTECTION)["protection_whereabouts"]) == 1
    for sight in outsiders(cast).values():
        assert all_that_is_seen(sight)["protection_whereabouts"] == ["refused"]


def test_without_a_sight_nothing_is_seen(db: None) -> None:
    for table in ("transfers_leaver", "transfers_joiner", "pupils_enrolment", "messaging_message"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
