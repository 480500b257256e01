"""`./onward replay` as an operator runs it: a month of a small nation, two processes, a folder of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from onward.database import embedded

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-P", "-m", "onward.config"]


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="onward-replay-") as name:
        Path(name).chmod(0o711)
        folder = Path(name) / "data"
        yield folder
        if folder.exists():
            embedded.remove(embedded.open_cluster(folder))


def test_a_month_of_a_small_nation_is_replayed_as_planned(folder: Path) -> None:
    replayed = run("replay", "--months", "1", "--scale", "0.02", "--data", str(folder))

    assert replayed.returncode == 0, replayed.stderr
    assert "82 from schools and authorities; refused: none" in replayed.stdout
    assert "as planned, every cell" in replayed.stdout

    again = run("replay", "--data", str(folder))
    assert (again.returncode, "--fresh" in again.stderr) == (1, True)

    healthy = run("doctor", "--data", str(folder))
    assert (healthy.returncode, "invariants examined, 0 broken" in healthy.stdout) == (0, True)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": "src"}
    return subprocess.run(
        [*COMMAND, *arguments], env=environment, capture_output=True, text=True, check=False
    )
