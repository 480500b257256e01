"""The committer: who comes together is committed together, and each gets their own verdict."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.harness.cast import KEYRING, NOW, Cast, open_the_hub
from tests.harness.cluster import WorkerDatabase

from onward.database.bulk import fetch
from onward.database.sight import seen_as
from onward.foundation.clock import FixedClock
from onward.foundation.sight import HUB
from onward.operations.intake import Verdict
from onward.operations.intake.committer import Committer

SENDERS = 8
EACH = 10


@pytest.fixture
def cast(committed_db: WorkerDatabase) -> Cast:
    return open_the_hub()


@pytest.mark.slow
def test_senders_that_come_at_once_share_their_commits(cast: Cast) -> None:
    committer = Committer(keyring=KEYRING, clock=FixedClock(NOW))

    def send_one_after_the_other(sender: int) -> list[Verdict]:
        items = [cast.item("arbroath", cast.departure(), key=f"{sender}-{turn}") for turn in range(EACH)]
        return [committer.accept(each, wait_seconds=20) for each in items]

    with ThreadPoolExecutor(SENDERS) as pool:
        verdicts = [each for sent in pool.map(send_one_after_the_other, range(SENDERS)) for each in sent]

    assert [each.key for each in verdicts] == [f"{n}-{turn}" for n in range(SENDERS) for turn in range(EACH)]
    assert all(each.is_accepted for each in verdicts)
    with seen_as(HUB):
        [(messages, commits)] = fetch("SELECT count(*), count(DISTINCT xmin::text) FROM messaging_message")
    assert messages == SENDERS * EACH
    assert commits < messages / 2


def test_a_lone_sender_is_committed_alone(cast: Cast) -> None:
    committer = Committer(keyring=KEYRING, clock=FixedClock(NOW))

    for turn in range(3):
        committer.accept(cast.item("arbroath", cast.departure(), key=f"alone-{turn}"), wait_seconds=20)

    with seen_as(HUB):
        assert fetch("SELECT count(DISTINCT xmin::text) FROM messaging_message") == [(3,)]
