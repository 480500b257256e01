"""A small replay in one process: every figure as planned, and nothing for the doctor to find."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from tests.harness.audit import KEY
from tests.harness.cast import CLERK, KEYRING
from tests.harness.cluster import WorkerDatabase

from onward.database.sight import seen_as
from onward.demo.load import load_nation
from onward.demo.nation import Nation
from onward.demo.replay.crew import Alone
from onward.demo.replay.desk import Desk
from onward.demo.replay.driver import Keys, Replay, SoFar
from onward.demo.replay.totals import differences, read_totals
from onward.demo.traffic.figures import FIRST_DAY, published
from onward.demo.traffic.plan import TrafficPlan
from onward.directory import services as directory
from onward.foundation.sight import HUB
from onward.messaging.models import Delivery
from onward.operations.doctor import examine
from onward.transfers.models import Leaver
from onward.transfers.policy_book import load_national_defaults

pytestmark = pytest.mark.slow
SCALE = 0.02
MONTHS = 3
BEFORE = datetime(2008, 2, 24, 12, tzinfo=UTC)


@pytest.fixture
def hub(committed_db: WorkerDatabase) -> None:
    directory.load_authorities(by=CLERK, now=BEFORE)
    with seen_as(HUB):
        load_national_defaults()


def test_a_replay_is_as_planned_and_leaves_the_data_sound(hub: None) -> None:
    nation = Nation(1, SCALE, as_of=FIRST_DAY)
    plan = TrafficPlan(nation, published().scaled(SCALE))
    load_nation(nation, by=CLERK, now=BEFORE)
    heard: list[SoFar] = []

    desk = Desk(nation, share=0, shares=1, keyring=KEYRING)
    keys = Keys(keyring=KEYRING, audit=[KEY])
    last = Replay(plan, MONTHS, crew=Alone(desk), keys=keys).run(heard.append)

    now = datetime.now(tz=UTC)
    assert differences(plan, MONTHS, end=now) == []
    assert [finding.says for finding in examine(now=now) if not finding.is_sound] == []
    assert last.done.accepted == sum(plan.expected_by_month(MONTHS).values())
    assert not last.done.refused
    assert {later.day - earlier.day for earlier, later in pairwise(heard)} == {timedelta(days=1)}
    _assert_that_much_happened(last)


def _assert_that_much_happened(last: SoFar) -> None:
    totals = read_totals()
    assert min(totals.arrived_in_time, totals.arrived_late, totals.not_found, totals.ended) > 0
    assert totals.alarms == last.nights.alarms > totals.alarms_ended > 0
    assert totals.deliveries >= last.done.collected >= totals.filed > 0
    with seen_as(HUB):
        assert not Delivery.objects.filter(state="available").exists()
        assert Leaver.objects.filter(standing="settled").exists()


def test_a_figure_that_is_not_as_planned_is_named(hub: None) -> None:
    plan = TrafficPlan(Nation(1, SCALE, as_of=FIRST_DAY), published().scaled(SCALE))

    lines = differences(plan, 1, end=datetime.now(tz=UTC))

    assert "2008-02: 82 planned, 0 counted" in lines
    assert any(line.startswith("(no reason): ") for line in lines)
