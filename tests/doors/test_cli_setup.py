"""Set-up and upgrade on a PostgreSQL server that is not the hub's own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from onward.config.keys import read_keys
from onward.database import embedded
from onward.database.address import Address, read_address
from onward.database.roles import APP, OWNER

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def server() -> Iterator[Address]:
    """A server of somebody else's, by the login of its administrator."""
    with tempfile.TemporaryDirectory(prefix="onward-server-") as name:
        Path(name).chmod(0o711)
        cluster = embedded.open_cluster(Path(name))
        yield embedded.start(cluster, "admin's password")
        embedded.remove(cluster)


def onward(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ONWARD_DATA": str(folder), "PYTHONPATH": "src", **variables}
    return subprocess.run(
        [sys.executable, "-P", "-m", "onward.config", command],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def prepared(server: Address, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a hub that was set up on the server with the administrator's login."""
    folder = tmp_path_factory.mktemp("prepared")
    done = onward("setup", folder, ONWARD_DATABASE_URL=server.database("a hub").url())
    assert "The tables are ready" in done.stdout, done.stderr
    return folder


def hub_login(server: Address, prepared: Path, role: str, key: str) -> Address:
    return server.database("a hub").login(role, read_keys(prepared).database_passwords[key])


def test_an_administrators_login_is_used_to_make_lesser_ones(server: Address, prepared: Path) -> None:
    again = onward("upgrade", prepared, ONWARD_DATABASE_URL=server.database("a hub").url())

    assert (again.returncode, again.stdout) == (0, "The database is current.\n"), again.stderr
    place = read_address(prepared)
    assert place is not None
    assert place.same_place(server.database("a hub"))
    with hub_login(server, prepared, APP, "app").connect() as connection:
        assert connection.execute("SELECT current_user").fetchone() == (APP,)


def test_an_ordinary_login_is_enough_once_the_tables_are_current(
    server: Address, prepared: Path, tmp_path: Path
) -> None:
    app = hub_login(server, prepared, APP, "app")

    done = onward("setup", tmp_path, ONWARD_DATABASE_URL=app.url())

    assert done.returncode == 0, done.stderr


def test_an_ordinary_login_does_not_upgrade_without_the_owner(
    server: Address, prepared: Path, tmp_path: Path
) -> None:
    owner = hub_login(server, prepared, OWNER, "owner")
    with owner.connect() as connection:
        connection.execute("UPDATE django_migrations SET app = '-' WHERE app = 'audit'")
    app = hub_login(server, prepared, APP, "app")

    refused = onward("setup", tmp_path, ONWARD_DATABASE_URL=app.url())

    with owner.connect() as connection:
        connection.execute("UPDATE django_migrations SET app = 'audit' WHERE app = '-'")
    assert refused.returncode == 1
    assert "Set ONWARD_OWNER_DATABASE_URL" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_service_is_not_set_up_on_the_owners_login(
    server: Address, prepared: Path, tmp_path: Path
) -> None:
    owner = hub_login(server, prepared, OWNER, "owner")

    refused = onward("setup", tmp_path, ONWARD_DATABASE_URL=owner.url())

    assert refused.returncode == 1
    assert "the login onward_owner owns tables" in refused.stderr


def test_the_logins_of_another_hub_are_not_taken_over(
    server: Address, prepared: Path, tmp_path: Path
) -> None:
    refused = onward("setup", tmp_path, ONWARD_DATABASE_URL=server.database("another").url())

    assert refused.returncode == 1
    assert "This PostgreSQL server has the roles of another hub." in refused.stderr
    with hub_login(server, prepared, APP, "app").connect():
        pass


def test_a_database_that_does_not_answer_is_said_plainly(server: Address, tmp_path: Path) -> None:
    nobody = server.login("nobody", "guessed")

    refused = onward("setup", tmp_path, ONWARD_DATABASE_URL=nobody.url())

    assert refused.returncode == 1
    assert "does not answer, or refuses the login" in refused.stderr
    assert "guessed" not in refused.stderr


def test_a_command_before_set_up_says_what_to_do(tmp_path: Path) -> None:
    refused = onward("shell", tmp_path)

    assert refused.returncode == 1
    assert refused.stderr.strip() == (
        "This installation is not set up yet. Run ./onward up, or ./onward setup on a server."
    )
