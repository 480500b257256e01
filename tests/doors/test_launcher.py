"""`./onward` itself: the part that must work before anything is installed."""

import ast
import os
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

import pytest

from onward.cli.source import ROOT

SCRIPT = ROOT / "onward"


@pytest.fixture
def launcher(tmp_path: Path) -> Any:
    """The launcher as a module, working on an empty folder."""
    loader = SourceFileLoader("onward_launcher", str(SCRIPT))
    spec = spec_from_loader(loader.name, loader)
    assert spec is not None
    module: Any = module_from_spec(spec)
    loader.exec_module(module)
    module.VENV, module.LOCKS = tmp_path / "venv", tmp_path / "locks"
    module.VENV.mkdir()
    module.LOCKS.mkdir()
    return module


def test_an_old_python_can_read_it() -> None:
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_a_machine_with_only_an_old_python_is_told_so(
    launcher: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    launcher.OLDEST = (99, 0)

    with pytest.raises(SystemExit):
        launcher.use_new_enough_python()

    assert "Onward needs Python 3.11 or newer; this is 3." in capsys.readouterr().err


def test_a_lock_counts_as_installed_until_it_changes(launcher: Any) -> None:
    lock = launcher.LOCKS / "run.txt"
    lock.write_text("a==1", encoding="utf-8")
    before = launcher.is_installed("run")
    launcher.stamp("run").write_text(launcher.fingerprint("run"), encoding="utf-8")
    after = launcher.is_installed("run")
    lock.write_text("a==2", encoding="utf-8")

    assert (before, after, launcher.is_installed("run")) == (False, True, False)


def test_what_a_command_says_last_is_told_when_it_fails(launcher: Any) -> None:
    fine = launcher.run(["true"], dict(os.environ))
    wrong = launcher.run([sys.executable, "-c", "raise SystemExit('no space left')"], dict(os.environ))
    absent = launcher.run(["/nowhere/at/all"], dict(os.environ))

    assert (fine, wrong) == (None, "no space left")
    assert "No such file" in absent


def test_it_works_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run([str(SCRIPT), "--help"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert "Start with:  ./onward up" in done.stdout
