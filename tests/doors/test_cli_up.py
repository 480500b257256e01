"""`./onward up` as its operator meets it: a real start, a killed process, a clean stop."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from onward.cli.ports import first_free
from onward.database import embedded

pytestmark = pytest.mark.slow
COMMAND = [sys.executable, "-P", "-m", "onward.config"]
PATIENCE = 60.0


class Hub:
    """A hub that was started in a folder, and what it has said."""

    def __init__(self, folder: Path, said: Path) -> None:
        self.folder = folder
        self.said = said
        self.port = first_free(8900)
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        with self.said.open("wb") as file:
            return subprocess.Popen(
                [*COMMAND, "up", "--empty", "--port", str(self.port)],
                env=environment(self.folder), stdout=file, stderr=file,
            )  # fmt: skip

    def text(self) -> str:
        return self.said.read_text(encoding="utf-8")

    def status(self) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0

    def child(self, word: str) -> psutil.Process:
        children = psutil.Process(self.process.pid).children()
        return next(each for each in children if word in each.cmdline())


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "ONWARD_DATA": str(folder), "PYTHONPATH": "src"}


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.1)


@pytest.fixture(scope="module")
def hub() -> Iterator[Hub]:
    with tempfile.TemporaryDirectory(prefix="onward-up-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        hub = Hub(folder, folder / "said.txt")
        wait_until(lambda: "Ctrl-C stops it." in hub.text() or hub.process.poll() is not None)
        yield hub
        hub.process.send_signal(signal.SIGKILL)
        hub.process.wait()
        embedded.remove(embedded.open_cluster(folder))


def test_a_hub_is_started_killed_and_stopped(hub: Hub) -> None:
    """One walk, since each start takes seconds."""
    assert hub.status() != 0

    second = subprocess.run([*COMMAND, "up"], env=environment(hub.folder), capture_output=True, check=False)
    said = second.stderr.decode()
    assert (second.returncode, "runs already" in said, f"http://127.0.0.1:{hub.port}." in said) == (
        1,
        True,
        True,
    )

    hub.child("worker").kill()
    wait_until(lambda: "The worker stopped (exit -9); starting again in 1 s." in hub.text())
    wait_until(lambda: any("worker" in each.cmdline() for each in psutil.Process(hub.process.pid).children()))

    hub.process.kill()
    hub.process.wait()
    assert hub.status() != 0
    hub.process = hub.start()
    wait_until(lambda: "Ctrl-C stops it." in hub.text())
    assert "Ended what an interrupted run had left running." in hub.text()
    assert f":{hub.port} " in hub.text()

    hub.process.send_signal(signal.SIGTERM)
    assert hub.process.wait(30) == 0
    assert not embedded.is_running(embedded.open_cluster(hub.folder))
    assert hub.status() == 0
