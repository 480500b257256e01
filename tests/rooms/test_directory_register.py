"""The register as processes keep it: never stale, for every sight, at the cost of one query."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection, transaction
from tests.harness.cluster import WorkerDatabase
from tests.harness.statements import counted_statements
from tests.rooms.directory_world import JULY, KEEPER, NOW, opened

from onward.database.sight import seen_as
from onward.directory import services
from onward.directory.errors import SuccessionGoesInACircle
from onward.directory.models import Holiday, School
from onward.directory.register import current_register
from onward.foundation.sight import HUB, NATIONAL, PROTECTION, Sight, for_authority, for_school


@pytest.fixture
def nation(hub: None) -> None:
    services.load_authorities(by=KEEPER, now=NOW)


@pytest.mark.parametrize(
    "sight", [for_school(1), for_authority("260"), NATIONAL, PROTECTION, HUB], ids=lambda each: each.kind
)
@pytest.mark.usefixtures("nation")
def test_every_sight_reads_the_whole_register(sight: Sight) -> None:
    school = opened(1)
    Holiday.objects.create(authority_id="120", first_day=JULY, day_after=date(2009, 7, 2), name="Fair")
    current_register()

    with seen_as(sight):
        register = current_register()

    assert register.by_id == {school.id: school}
    assert not register.calendar_of("120").is_school_day(JULY)


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.usefixtures("nation")
def test_a_register_that_is_still_current_costs_one_query(count: int) -> None:
    for number in range(count):
        opened(number)
    current_register()

    with counted_statements() as asked:
        register = current_register()

    assert len(register.by_id) == count
    assert asked.count == 1


@pytest.mark.parametrize("count", [1, 20])
@pytest.mark.usefixtures("nation")
def test_a_register_that_changed_costs_four_queries_however_long(count: int) -> None:
    for number in range(count):
        opened(number)

    with counted_statements() as asked:
        current_register()

    assert asked.count == 4


@pytest.mark.usefixtures("nation")
def test_a_change_past_the_verbs_is_seen_too() -> None:
    school = opened(1)
    current_register()

    School.objects.filter(pk=school.id).update(name="Another name")

    assert current_register().by_id[school.id].name == "Another name"


@pytest.mark.usefixtures("nation")
def test_a_change_that_was_rolled_back_leaves_nothing_behind() -> None:
    school = opened(1)
    current_register()
    with seen_as(HUB):
        School.objects.filter(pk=school.id).update(name="Never so")
        current_register()
        transaction.set_rollback(True)

    # This change is given the number that was rolled back.
    School.objects.filter(pk=school.id).update(name="So now")

    assert current_register().by_id[school.id].name == "So now"


@pytest.mark.slow
def test_two_closings_at_once_do_not_make_a_circle(committed_db: WorkerDatabase) -> None:
    services.load_authorities(by=KEEPER, now=NOW)
    one, two = opened(1), opened(2)
    together = Barrier(2)
    refused: list[Exception] = []

    def close(school_id: int, successor_id: int) -> None:
        together.wait()
        try:
            services.close_school(school_id=school_id, on=JULY, successor_id=successor_id, by=KEEPER, now=NOW)
        except SuccessionGoesInACircle as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [Thread(target=close, args=pair) for pair in ((one.id, two.id), (two.id, one.id))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    with seen_as(HUB):
        assert School.objects.filter(closed_on__isnull=False).count() == 1
    assert len(refused) == 1
