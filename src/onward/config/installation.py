"""One installation of the hub: its data folder, keys and database, created, upgraded, opened and removed.

Until `set_up` has run there may be no database to describe, so Django is set up inside it, not before.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from onward.config import key_changes, upgrading
from onward.config.env import Environment, read_environment
from onward.config.first_facts import fill_in_first_facts
from onward.config.keys import create_keys
from onward.database import bootstrap, embedded
from onward.database.address import Address, write_address

DATABASE_NAME = "onward"
_FOLDER_MODE = 0o711
"""The system user of the embedded PostgreSQL, if it is another, passes through to its own folder."""
_OWN_FILES = (
    "keys.json",
    "database.json",
    "database.users",
    "processes.json",
    "demo-systems.json",
    "address",
)
_OWN_FOLDERS = ("postgres", "documents", "logs")


class NotSetUp(Exception):
    """This installation is not set up yet. Run ./onward up, or ./onward setup on a server."""


class NotOurs(Exception):
    """The database is not the hub's own: delete it on its server, then run ./onward setup."""


class DatabaseUnreachable(Exception):
    """The database of ONWARD_DATABASE_URL does not answer, or refuses the login."""


class NoOwnerLogin(Exception):
    """The tables are not current, and this login may not change them. Set ONWARD_OWNER_DATABASE_URL to the
    owner's login (onward_owner) and run ./onward upgrade.
    """


def environment() -> Environment:
    """Return what the operator set, as it is now."""
    return read_environment(os.environ, Path.cwd())


def make_keys() -> None:
    """Create the installation's keys where there are none, in a folder that others cannot list."""
    folder = environment().data
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(_FOLDER_MODE)
    create_keys(folder)


def add_key(purpose: str) -> str:
    """Add a key (master, audit or token) and return its name.

    Raises:
        NotSetUp: there are no keys yet.
    """
    if not environment().is_set_up:
        raise NotSetUp(NotSetUp.__doc__)
    return key_changes.add_key(environment().data, purpose)


def remove_key(key_id: str) -> None:
    """Remove an older key. Raises `key_changes.KeyStaysInPlace`."""
    key_changes.remove_key(environment().data, key_id)


@contextmanager
def open_database() -> Iterator[None]:
    """Have the database there for the block. The embedded one is started, and stopped by its last user.

    Raises:
        NotSetUp: there are no keys yet.
    """
    env = environment()
    if not env.is_set_up:
        raise NotSetUp(NotSetUp.__doc__)
    if not env.is_embedded:
        yield
        return
    cluster = embedded.open_cluster(env.data)
    with (env.data / "database.users").open("w") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        place = embedded.start(cluster, env.keys.database_passwords["superuser"])
        write_address(env.data, place.database(DATABASE_NAME))
        try:
            yield
        finally:
            if _is_last(users.fileno()):
                embedded.stop(cluster)


def _is_last(users: int) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def set_up(say: Callable[[str], None]) -> None:
    """Bring roles, database, tables and row security to what this version needs; then prove it.

    Raises:
        NoOwnerLogin: something is missing, and no login that could make it is given.
        UnsafeDatabase: the service would see too much with its login.
    """
    env = environment()
    _prepare_server(env, say)
    owner = environment().owner_database()
    if owner is not None:
        os.environ["ONWARD_OWNER_DATABASE_URL"] = owner.url()
    upgrading.start_django()
    if owner is not None:
        upgrading.migrate(say)
        upgrading.secure_rows(owner, say)
    elif upgrading.missing_migrations():
        raise NoOwnerLogin(NoOwnerLogin.__doc__)
    upgrading.require_safe_login()
    fill_in_first_facts(say)


def _prepare_server(env: Environment, say: Callable[[str], None]) -> None:
    """Create roles and database where the given login may; an ordinary login is used as it is."""
    if env.is_embedded:
        cluster = embedded.open_cluster(env.data)
        if not cluster.home.is_relative_to(env.data):
            say(f"The database is in {cluster.home}: the user that runs it cannot reach {env.data}.")
        admin = cluster.address(env.keys.database_passwords["superuser"])
        bootstrap.prepare(admin, DATABASE_NAME, env.keys.database_passwords)
        return
    given = Address.from_url(env.database_url)
    admin = _reachable(given)
    if bootstrap.may_create_roles(admin):
        write_address(env.data, bootstrap.prepare(admin, given.name, env.keys.database_passwords))


def _reachable(given: Address) -> Address:
    """Return the given database, or the server's usual one where the given one has yet to be made."""
    try:
        given.connect().close()
    except psycopg.OperationalError as error:
        usual = given.database("postgres")
        try:
            usual.connect().close()
        except psycopg.OperationalError:
            raise DatabaseUnreachable(f"{DatabaseUnreachable.__doc__} {error}") from error
        return usual
    return given


def remove() -> None:
    """Delete keys, documents, logs and the embedded database.

    Raises:
        NotOurs: the database is on another server.
    """
    env = environment()
    if not env.is_embedded:
        raise NotOurs(NotOurs.__doc__)
    if (env.data / "postgres").exists():
        embedded.remove(embedded.open_cluster(env.data))
    for name in _OWN_FILES:
        (env.data / name).unlink(missing_ok=True)
    for name in _OWN_FOLDERS:
        shutil.rmtree(env.data / name, ignore_errors=True)


def child_environment() -> dict[str, str]:
    """Return the environment of the service's processes: without the owner's login."""
    env = environment()
    kept = {name: value for name, value in os.environ.items() if name != "ONWARD_OWNER_DATABASE_URL"}
    return {**kept, "ONWARD_DATA": str(env.data), "DJANGO_SETTINGS_MODULE": "onward.config.settings"}
