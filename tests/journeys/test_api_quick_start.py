"""The quick start of docs/api.md, as it stands there, against a real hub over HTTP."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.harness.sources import ROOT
from tests.journeys.conftest import RunningHub

from onward.access.queries import NOTHING
from onward.database.sight import seen_as
from onward.directory.register import current_register

pytestmark = pytest.mark.slow
PAGE = ROOT / "docs" / "api.md"


def examples(language: str) -> str:
    """All examples in one language, one after the other."""
    text = PAGE.read_text(encoding="utf-8")
    return "\n".join(re.findall(rf"^```{language}\n(.*?)^```$", text, flags=re.DOTALL | re.MULTILINE))


def environment(hub: RunningHub) -> dict[str, str]:
    """What the page tells its reader to set: one system, and two primary schools for which it acts."""
    system = hub.systems[0]
    with seen_as(NOTHING):
        schools = current_register().by_id.values()
    own = [
        each.key
        for each in schools
        if each.authority_id in system.authorities
        and each.type == "primary"
        and each.takes_part
        and not each.closed_on
    ]
    return {
        "PATH": os.environ["PATH"],
        "HUB": hub.address,
        "CLIENT_ID": system.client_id,
        "CLIENT_SECRET": system.secret,
        "SCHOOL": own[0],
        "NEXT_SCHOOL": own[1],
    }


def run(command: list[str], text: str, folder: Path, hub: RunningHub) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, input=text, cwd=folder, env=environment(hub), capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_examples_with_curl_bring_a_pupil_to_the_next_school(running: RunningHub, tmp_path: Path) -> None:
    done = run(["bash", "-euo", "pipefail"], examples("sh"), tmp_path, running)

    assert done.returncode == 0, done.stderr
    assert "\narrived\n" in done.stdout
    assert '"code": "not-valid"' in done.stdout
    assert "\nrefused\n" in done.stdout
    assert '"filed_at":' in done.stdout
    verdicts = [line for line in done.stdout.splitlines() if line.startswith('{"line":')]
    assert ['"accepted":true' in each for each in verdicts] == [True, False]
    assert (tmp_path / "received.pdf").read_bytes() == (tmp_path / "profile.pdf").read_bytes()


def test_the_python_program_brings_a_pupil_to_the_next_school(running: RunningHub, tmp_path: Path) -> None:
    done = run([sys.executable, "-W", "error", "-"], examples("python"), tmp_path, running)

    assert done.returncode == 0, done.stderr
    assert done.stdout == f"filed by {environment(running)['NEXT_SCHOOL']}\n"
