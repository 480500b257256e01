"""The harness: one PostgreSQL cluster per test session, one database per worker, the service's own login.

The cluster starts with the first test that wants a database, so the pure rules need none.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ
if not _IS_WORKER:
    os.environ["ONWARD_DATA"] = tempfile.mkdtemp(prefix="onward-tests-")
    os.environ.pop("ONWARD_DATABASE_URL", None)
    os.environ.pop("ONWARD_OWNER_DATABASE_URL", None)
    Path(os.environ["ONWARD_DATA"]).chmod(0o755)
os.environ["DJANGO_SETTINGS_MODULE"] = "onward.config.settings"
DATA = Path(os.environ["ONWARD_DATA"])

from onward.config.keys import create_keys  # noqa: E402 -- the environment comes first

create_keys(DATA)

import django  # noqa: E402
from django.db import connections  # noqa: E402
from pytest_django.plugin import DjangoDbBlocker  # noqa: E402
from tests.harness import emptying  # noqa: E402
from tests.harness.cluster import WorkerDatabase, remove_cluster  # noqa: E402

from onward.database.sight import seen_as as seen_as_sight  # noqa: E402
from onward.foundation.sight import HUB, Sight  # noqa: E402

django.setup()

pytest_plugins = ["tests.harness.summary"]

SeenAs = Callable[[Sight], AbstractContextManager[None]]


def pytest_unconfigure() -> None:
    """Stop the cluster and remove all that the session made."""
    if not _IS_WORKER:
        remove_cluster(DATA)


@pytest.fixture(scope="session")
def worker_database(django_db_blocker: DjangoDbBlocker) -> WorkerDatabase:
    """This worker's database: `.app`, `.owner` and `.superuser` are addresses to connect to."""
    with django_db_blocker.unblock():
        database = WorkerDatabase(DATA, os.environ.get("PYTEST_XDIST_WORKER", "alone"))
        database.use()
    return database


@pytest.fixture(scope="session")
def django_db_setup(worker_database: WorkerDatabase) -> None:
    """Make pytest-django's `db` a rolled back transaction in this worker's database."""


@pytest.fixture
def committed_db(
    worker_database: WorkerDatabase, django_db_blocker: DjangoDbBlocker
) -> Iterator[WorkerDatabase]:
    """For tests that need real commits or several connections; all tables are emptied afterwards."""
    with django_db_blocker.unblock():
        yield worker_database
        connections.close_all()
    emptying.restore_seeds(worker_database.superuser)


@pytest.fixture
def seen_as() -> SeenAs:
    """The context manager that gives a block its sight."""
    return seen_as_sight


@pytest.fixture
def hub(db: None) -> Iterator[None]:
    """Run the whole test as the hub, in one transaction that is rolled back."""
    with seen_as_sight(HUB):
        yield
