"""A small invented nation, the demo's systems, and a real web server over one worker's database."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connections
from pytest_django.plugin import DjangoDbBlocker
from tests.harness import emptying
from tests.harness.cluster import WorkerDatabase
from tests.harness.running_hub import running_hub

from onward.config.keys import read_keys
from onward.database.sight import seen_as
from onward.demo.credentials import DemoSystem, register_demo_systems
from onward.demo.load import load_nation
from onward.demo.nation import Nation
from onward.directory import services as directory
from onward.directory.register import current_register
from onward.foundation.actor import job
from onward.foundation.clock import SystemClock, today_in_scotland
from onward.foundation.sight import HUB
from onward.messaging.sealing import Keyring
from onward.transfers.policy_book import load_national_defaults

FOLDER = Path(os.environ["ONWARD_DATA"])
SCALE = 0.001


@dataclass(frozen=True, kw_only=True)
class RunningHub:
    """A hub with a nation in it: where it listens, and which systems may speak to it."""

    address: str
    systems: tuple[DemoSystem, ...]
    keyring: Keyring


@pytest.fixture(scope="module")
def running(worker_database: WorkerDatabase, django_db_blocker: DjangoDbBlocker) -> Iterator[RunningHub]:
    """A hub that really runs; all tables are emptied when the file's last test is done."""
    with django_db_blocker.unblock():
        systems = _load()
        with running_hub(FOLDER, worker_database.app) as address:
            keyring = Keyring(read_keys(FOLDER).master_keys)
            yield RunningHub(address=address, systems=systems, keyring=keyring)
        connections.close_all()
    emptying.restore_seeds(worker_database.superuser)


def _load() -> tuple[DemoSystem, ...]:
    by, now = job("test"), SystemClock().now()
    nation = Nation(1, SCALE, as_of=today_in_scotland(now))
    directory.load_authorities(by=by, now=now)
    with seen_as(HUB):
        load_national_defaults()
    load_nation(nation, by=by, now=now)
    with seen_as(HUB):
        return register_demo_systems(register=current_register(), by=by, now=now)
