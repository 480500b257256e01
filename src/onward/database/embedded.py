"""Run the embedded PostgreSQL: create, start, recover and stop one cluster in a folder of its own.

Only the wheel's programs are used. The cluster listens on 127.0.0.1 with SCRAM passwords, and on a socket
in a folder that nobody else can enter. Any PostgreSQL 15 or newer can take its place by one setting.
"""

import fcntl
import hashlib
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from onward.database.address import Address
from onward.database.binaries import EmbeddedDatabaseUnavailable, RunAs, choose_user, programs

SUPERUSER = "postgres"
TUNING: Mapping[str, str] = {
    "max_connections": "60",
    "shared_buffers": "384MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "wal_buffers": "16MB",
    "max_wal_size": "4GB",
    "min_wal_size": "512MB",
    "checkpoint_timeout": "15min",
    "checkpoint_completion_target": "0.9",
    "random_page_cost": "1.1",
    "wal_compression": "pglz",
    "synchronous_commit": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
}
"""For a hub on two cores. Statements are not logged: they would hold names."""

_SHELTER = Path("/var/lib/onward")
_READY_SECONDS = 20.0
_LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True, kw_only=True)
class Cluster:
    """One PostgreSQL cluster. `home` holds its data, log, port and copied programs."""

    home: Path
    programs: Path
    user: RunAs

    @property
    def data(self) -> Path:
        """Return PostgreSQL's own data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """Return the server's log."""
        return self.home / "postgres.log"

    def address(self, password: str) -> Address:
        """Return how the superuser connects: for bootstrap only, the service refuses to serve as it."""
        port = int((self.home / "port").read_text(encoding="ascii"))
        return Address(host="127.0.0.1", port=port, name="postgres", user=SUPERUSER, password=password)


def open_cluster(folder: Path) -> Cluster:
    """Return the cluster that belongs to a data folder, without starting it."""
    user = choose_user()
    home = _home(folder, user)
    return Cluster(home=home, programs=programs(user, home / "programs"), user=user)


def start(cluster: Cluster, password: str, *, options: Mapping[str, str] | None = None) -> Address:
    """Create the cluster if there is none, start it if it does not run, and wait until it answers.

    After a crash PostgreSQL recovers by itself; orphans of a killed server are waited for.

    Raises:
        EmbeddedDatabaseUnavailable: it does not start; the text ends with the server's own last words.
    """
    with _alone(cluster):
        if not (cluster.data / "PG_VERSION").exists():
            _create(cluster, password)
        deadline = time.monotonic() + _READY_SECONDS
        while not _answers(cluster, password):
            if time.monotonic() > deadline:
                raise EmbeddedDatabaseUnavailable(f"PostgreSQL does not start.\n{_last_words(cluster)}")
            if is_running(cluster) or not _launch(cluster, {**TUNING, **(options or {})}):
                time.sleep(0.1)
    return cluster.address(password)


def stop(cluster: Cluster) -> None:
    """Stop the server, if it runs: open connections are ended, everything committed is on disk."""
    if is_running(cluster):
        _control(cluster, "stop", "--mode=fast", "--timeout=60")


def is_running(cluster: Cluster) -> bool:
    """Say whether the cluster's server process exists, started by this process or another."""
    return _control(cluster, "status") == 0


def remove(cluster: Cluster) -> None:
    """Stop the server and delete the cluster with all it holds."""
    stop(cluster)
    shutil.rmtree(cluster.home)


@contextmanager
def _alone(cluster: Cluster) -> Iterator[None]:
    """Let one process at a time start the cluster."""
    with (cluster.home / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _home(folder: Path, user: RunAs) -> Path:
    """Return the cluster's home: in the data folder, or in a shelter if the user cannot get there."""
    home = folder.resolve() / "postgres"
    home.mkdir(parents=True, exist_ok=True)
    if user.uid is None or user.gid is None:
        home.chmod(0o700)
        return home
    os.chown(home, user.uid, user.gid)
    home.chmod(0o700)
    if _enters(user, home):
        return home
    shelter = _SHELTER / hashlib.sha256(str(home).encode()).hexdigest()[:16]
    shelter.mkdir(parents=True, exist_ok=True)
    os.chown(shelter, user.uid, user.gid)
    shelter.chmod(0o700)
    return shelter


def _enters(user: RunAs, folder: Path) -> bool:
    return user.run(["/bin/ls", str(folder)], Path("/")).returncode == 0


def _create(cluster: Cluster, password: str) -> None:
    """Make the cluster beside its final place, so that an interrupted creation leaves nothing half done."""
    fresh = cluster.home / "data.new"
    shutil.rmtree(fresh, ignore_errors=True)
    with tempfile.NamedTemporaryFile("w", dir=cluster.home, encoding="utf-8") as secret:
        secret.write(password)
        secret.flush()
        if cluster.user.uid is not None:
            os.chown(secret.name, cluster.user.uid, -1)
        result = cluster.user.run(
            [
                str(cluster.programs / "initdb"),
                f"--pgdata={fresh}",
                f"--username={SUPERUSER}",
                f"--pwfile={secret.name}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--data-checksums",
                "--locale=C.UTF-8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
            ],
            cluster.home,
        )
    if result.returncode != 0:
        raise EmbeddedDatabaseUnavailable(f"initdb failed.\n{result.stderr}")
    _remember_port(cluster)
    fresh.rename(cluster.data)


def _remember_port(cluster: Cluster) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (cluster.home / "port").write_text(str(port), encoding="ascii")


def _launch(cluster: Cluster, options: Mapping[str, str]) -> bool:
    """Start the server and say whether it answers. A port that was taken meanwhile is replaced."""
    port = (cluster.home / "port").read_text(encoding="ascii")
    if _is_taken(int(port)):
        _remember_port(cluster)
        port = (cluster.home / "port").read_text(encoding="ascii")
    sockets = cluster.home if len(str(cluster.home)) < _LONGEST_SOCKET_FOLDER else ""
    chosen = {
        **options,
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": str(sockets),
    }
    lines = [f"{name} = '{value}'\n" for name, value in chosen.items()]
    (cluster.data / "postgresql.auto.conf").write_text("".join(lines), encoding="utf-8")
    return _control(cluster, "start", "--wait", "--timeout=60", f"--log={cluster.log}") == 0


def _is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _answers(cluster: Cluster, password: str) -> bool:
    if not is_running(cluster):
        return False
    try:
        psycopg.connect(cluster.address(password).conninfo(), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True


def _control(cluster: Cluster, *arguments: str) -> int:
    command = [str(cluster.programs / "pg_ctl"), f"--pgdata={cluster.data}", "--silent", *arguments]
    return cluster.user.run(command, cluster.home).returncode


def _last_words(cluster: Cluster) -> str:
    if not cluster.log.exists():
        return "It wrote no log."
    return "\n".join(cluster.log.read_text(encoding="utf-8", errors="replace").splitlines()[-8:])
