"""The floors of the house: upper rooms import lower ones, and no exception is written down."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.harness.sources import PACKAGE, ROOT


def contract() -> dict[str, object]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (found,) = settings["tool"]["importlinter"]["contracts"]
    return dict(found)


def test_every_room_has_its_floor() -> None:
    floors = contract()["layers"]

    assert isinstance(floors, list)
    listed = {room.strip() for floor in floors for room in floor.split("|")}
    assert listed == {each.name for each in PACKAGE.iterdir() if (each / "__init__.py").exists()}


def test_the_contract_knows_no_exception() -> None:
    found = contract()

    assert found["exhaustive"] is True
    assert not {"ignore_imports", "exhaustive_ignores", "unmatched_ignore_imports_alerting"} & found.keys()


@pytest.mark.slow
def test_no_room_imports_one_above_it() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]

    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout
