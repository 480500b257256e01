"""A small invented nation, the demo's systems, a real web server over a worker's database, and a browser."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from playwright.sync_api import Browser, Page
from pytest_django.plugin import DjangoDbBlocker
from tests.harness import emptying
from tests.harness.browser import HEIGHT, WIDE, chromium, note_faults, require_browser
from tests.harness.cluster import WorkerDatabase
from tests.harness.running_hub import running_hub

from onward.config.keys import read_keys
from onward.database.sight import seen_as
from onward.demo.credentials import DemoSystem, register_demo_systems
from onward.demo.load import load_nation
from onward.demo.nation import Nation
from onward.demo.people import DemoPerson, invite_demo_people
from onward.directory import services as directory
from onward.directory.register import current_register
from onward.foundation.actor import job
from onward.foundation.clock import SystemClock, today_in_scotland
from onward.foundation.sight import HUB
from onward.messaging.sealing import Keyring
from onward.transfers.policy_book import load_national_defaults

FOLDER = Path(os.environ["ONWARD_DATA"])
SCALE = 0.001

OpenPage = Callable[..., Page]


@dataclass(frozen=True, kw_only=True)
class RunningHub:
    """A hub with a nation in it: where it listens, which systems may speak to it, and its people by role."""

    address: str
    systems: tuple[DemoSystem, ...]
    people: dict[str, DemoPerson]
    keyring: Keyring


@pytest.fixture(scope="module")
def running(worker_database: WorkerDatabase, django_db_blocker: DjangoDbBlocker) -> Iterator[RunningHub]:
    """A hub that really runs; all tables are emptied when the file's last test is done."""
    yield from hub_with_a_nation(worker_database, django_db_blocker, now=SystemClock().now())


def hub_with_a_nation(
    database: WorkerDatabase,
    blocker: DjangoDbBlocker,
    *,
    now: datetime,
    settings: str = "onward.config.settings",
) -> Iterator[RunningHub]:
    """Load the nation as it is now, and run a hub with these settings until the test file is done."""
    with blocker.unblock():
        # A test before may have ended the connections of this database, the idle one of this thread too.
        connections.close_all()
        systems, people = _load(now)
        with running_hub(FOLDER, database.app, settings) as address:
            keyring = Keyring(read_keys(FOLDER).master_keys)
            by_role = {each.role: each for each in people}
            yield RunningHub(address=address, systems=systems, people=by_role, keyring=keyring)
        connections.close_all()
    emptying.restore_seeds(database.superuser)


def _load(now: datetime) -> tuple[tuple[DemoSystem, ...], tuple[DemoPerson, ...]]:
    by = job("test")
    nation = Nation(1, SCALE, as_of=today_in_scotland(now))
    directory.load_authorities(by=by, now=now)
    with seen_as(HUB):
        load_national_defaults()
    load_nation(nation, by=by, now=now)
    with seen_as(HUB):
        register = current_register()
        return (
            register_demo_systems(register=register, by=by, now=now),
            invite_demo_people(register=register, by=by, now=now),
        )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file: other files may want the event loop that it occupies."""
    require_browser()
    with chromium() as found:
        yield found


@pytest.fixture
def open_page(browser: Browser, running: RunningHub) -> Iterator[OpenPage]:
    """Open a page as somebody who was never here: `open_page()`, `open_page(java_script_enabled=False)`.

    It takes what Playwright's `new_context` takes. `page.goto("/account/sign-in")` goes to the running hub.
    The test fails if a script fails, or if the pages' security policy had to refuse something.
    """
    faults: list[str] = []
    usual = {"base_url": running.address, "locale": "en-GB", "timezone_id": "Europe/London"}
    contexts = []

    def open_one(**options: Any) -> Page:
        context = browser.new_context(**{**usual, "viewport": {"width": WIDE, "height": HEIGHT}, **options})
        contexts.append(context)
        page = context.new_page()
        note_faults(page, faults)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page of the running hub, in a browser that was never here."""
    return open_page()
