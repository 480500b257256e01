"""The cluster's own life: created, killed, recovered, stopped. A cluster of its own, with fsync on."""

import os
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from onward.database import bootstrap, embedded
from onward.database.address import Address, read_address, write_address
from onward.database.embedded import Cluster
from onward.database.roles import ALL as ROLES
from onward.database.roles import APP

pytestmark = pytest.mark.slow
PASSWORDS = {"superuser": "s", "owner": "o'wner", "app": 'a"pp'}


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with tempfile.TemporaryDirectory(prefix="onward cluster ") as name:
        folder = Path(name)
        folder.chmod(0o755)
        cluster = embedded.open_cluster(folder)
        yield cluster
        embedded.remove(cluster)


@pytest.fixture
def admin(cluster: Cluster) -> Address:
    return embedded.start(cluster, PASSWORDS["superuser"])


def server_process(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text(encoding="ascii").splitlines()[0])


def test_a_second_start_goes_on_with_the_same_cluster(cluster: Cluster, admin: Address) -> None:
    made = (cluster.data / "PG_VERSION").stat().st_mtime_ns
    embedded.stop(cluster)

    again = embedded.start(cluster, PASSWORDS["superuser"])

    assert again == admin
    assert (cluster.data / "PG_VERSION").stat().st_mtime_ns == made


def test_nothing_committed_is_lost_when_the_server_is_killed(cluster: Cluster, admin: Address) -> None:
    with admin.connect() as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number integer)")
        for number in range(50):
            connection.execute("INSERT INTO kept VALUES (%s)", [number])
        os.kill(server_process(cluster), signal.SIGKILL)

    with embedded.start(cluster, PASSWORDS["superuser"]).connect() as connection:
        kept = connection.execute("SELECT count(*) FROM kept").fetchone()

    assert kept == (50,)


def test_stopping_ends_connections_and_can_be_repeated(cluster: Cluster, admin: Address) -> None:
    connection = admin.connect()

    embedded.stop(cluster)
    embedded.stop(cluster)

    assert not embedded.is_running(cluster)
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()


def test_the_data_is_for_one_system_user_only(cluster: Cluster, admin: Address) -> None:
    modes = [path.stat().st_mode & 0o077 for path in (cluster.home, cluster.data)]

    assert modes == [0, 0]


def test_a_cluster_goes_where_the_user_that_runs_it_can_reach_it(tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir(mode=0o700)
    cluster = embedded.open_cluster(hidden)

    with embedded.start(cluster, "s").connect() as connection:
        answer = connection.execute("SELECT 1").fetchone()

    embedded.remove(cluster)
    is_sheltered = not cluster.home.is_relative_to(hidden)
    assert (answer, is_sheltered) == ((1,), os.geteuid() == 0)


def test_commits_wait_for_the_disk(admin: Address) -> None:
    with admin.connect() as connection:
        shown = [
            connection.execute(f"SHOW {name}".encode()).fetchone()
            for name in ("synchronous_commit", "fsync", "full_page_writes", "data_checksums")
        ]

    assert shown == [("on",)] * 4


def test_preparing_a_server_can_be_repeated_and_gives_a_login_without_power(admin: Address) -> None:
    bootstrap.prepare(admin, "twice", PASSWORDS)
    place = bootstrap.prepare(admin, "twice", PASSWORDS)

    app = place.login(APP, PASSWORDS["app"])

    assert (bootstrap.may_create_roles(admin), bootstrap.may_create_roles(app)) == (True, False)


def test_an_external_administrator_without_superuser_rights_is_enough(admin: Address) -> None:
    bootstrap.prepare(admin, "twice", PASSWORDS)
    with admin.connect() as connection:
        connection.execute("CREATE ROLE dba LOGIN CREATEDB CREATEROLE PASSWORD 'd'")
        connection.execute("DROP DATABASE IF EXISTS twice")
        for role in ROLES:
            connection.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())

    place = bootstrap.prepare(admin.login("dba", "d"), "by_dba", PASSWORDS)

    with place.login(APP, PASSWORDS["app"]).connect() as connection:
        connection.execute("BEGIN; SET LOCAL ROLE onward_hub; COMMIT")


def test_an_address_survives_the_folder_and_the_url(tmp_path: Path) -> None:
    address = Address.from_url("postgresql://us%40er:p%2Fw@db.example:5433/on%20ward?sslmode=require")

    write_address(tmp_path, address)

    assert Address.from_url(address.url()) == address
    assert read_address(tmp_path) == address.login("", "")
    assert "p/w" not in repr(address) + (tmp_path / "database.json").read_text(encoding="utf-8")
