"""The test session's cluster: one template database, migrated once, and a copy of it for each worker."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from psycopg import sql
from tests.harness import emptying

from onward.config.declared_rows import declared_rows
from onward.config.keys import read_keys
from onward.database import bootstrap, embedded, row_security
from onward.database.address import Address
from onward.database.roles import APP, OWNER

TEMPLATE = "onward_template"
FAST = {"fsync": "off", "full_page_writes": "off", "max_connections": "100", "shared_buffers": "128MB"}
"""Tests may lose everything in a power cut; those about crashes start a cluster of their own."""


class WorkerDatabase:
    """One worker's database, as its three logins see it."""

    def __init__(self, folder: Path, worker: str) -> None:
        """Start the cluster if no other worker did, and make this worker's database."""
        self._passwords = read_keys(folder).database_passwords
        with _alone(folder):
            cluster = embedded.open_cluster(folder)
            admin = embedded.start(cluster, self._passwords["superuser"], options=FAST)
            if not (folder / "template-ready").exists():
                self._make_template(admin)
                (folder / "template-ready").touch()
            name = f"onward_{worker}"
            _copy_template(admin, name)
        bootstrap.prepare(admin, name, self._passwords)
        self.superuser = admin.database(name)
        self.owner = self.superuser.login(OWNER, self._passwords["owner"])
        self.app = self.superuser.login(APP, self._passwords["app"])

    def use(self) -> None:
        """Let Django's default connection log in to this database as the service does."""
        connections["default"].close()
        connections.settings["default"].update(_django(self.app))
        # Django would find this out by creating a table, which the service may not.
        connections["default"].features.supports_transactions = True

    def _make_template(self, admin: Address) -> None:
        bootstrap.prepare(admin, TEMPLATE, self._passwords)
        owner = admin.database(TEMPLATE).login(OWNER, self._passwords["owner"])
        connections.settings["owner"] = {**connections.settings["default"], **_django(owner)}
        call_command("migrate", database="owner", verbosity=0)
        connections["owner"].close()
        del connections.settings["owner"], connections["owner"]
        with owner.connect() as connection:
            row_security.apply(connection, declared_rows())
        emptying.remember_seeds(admin.database(TEMPLATE))


def remove_cluster(folder: Path) -> None:
    """Stop the session's cluster, if a test ever started it, and delete everything."""
    if (folder / "postgres").exists():
        embedded.remove(embedded.open_cluster(folder))
    shutil.rmtree(folder, ignore_errors=True)


def _copy_template(admin: Address, name: str) -> None:
    with admin.connect() as connection:
        statement = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}")
        parts = [sql.Identifier(each) for each in (name, TEMPLATE, OWNER)]
        connection.execute(statement.format(*parts))


def _django(address: Address) -> dict[str, object]:
    return {
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port,
    }


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    descriptor = os.open(folder / "lock", os.O_RDWR | os.O_CREAT)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
