"""`./onward check`: everything about the source that a program can judge. Runs all, then tells all."""

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from onward.cli.source import ROOT

AT_ONCE = 2


@dataclass(frozen=True, kw_only=True)
class Step:
    """One check: what it proves, the command, and what to do when it fails."""

    name: str
    command: Sequence[str]
    mend: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """What came out of one check."""

    step: Step
    passed: bool
    seconds: float
    output: str


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


STEPS: Sequence[Step] = (
    Step(
        name="types",
        command=[_tool("mypy"), "src/onward", "tests"],
        mend="Mend the types; mypy is strict.",
    ),
    Step(
        name="format",
        command=[_tool("ruff"), "format", "--check", ".", "onward"],
        mend="Run: .venv/bin/ruff format . onward",
    ),
    Step(
        name="lint",
        command=[_tool("ruff"), "check", ".", "onward"],
        mend="Run: .venv/bin/ruff check --fix . onward",
    ),
    Step(
        name="floors of the house",
        command=[_tool("lint-imports")],
        mend="A room imports one above it: move the code, not the rule.",
    ),
    Step(
        name="migrations current",
        command=[sys.executable, "-W", "ignore", "-m", "django", "makemigrations", "--check", "--dry-run"],
        mend="Write the migration that the models need.",
    ),
    Step(
        name="documents current",
        command=[sys.executable, "-m", "onward.config", "docs", "--check"],
        mend="Run: ./onward docs",
    ),
)


@click.command(epilog="Example: ./onward check")
def check() -> None:
    """Check format, lint, types, import contracts, migrations and generated documents.

    Every check runs, every failure is shown, and a table closes the run.
    """
    console = Console()
    with ThreadPoolExecutor(AT_ONCE) as pool, console.status("Checking ..."):
        results = list(pool.map(run, STEPS))
    for result in results:
        if not result.passed:
            console.rule(result.step.name)
            click.echo(result.output.strip())
    console.print(_table(results))
    sys.exit(0 if all(each.passed for each in results) else 1)


def run(step: Step) -> Result:
    """Run one check and keep what it said."""
    began = time.monotonic()
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "DJANGO_SETTINGS_MODULE": "onward.config.settings",
    }
    done = subprocess.run(  # noqa: S603 -- our own commands
        list(step.command), cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    seconds = time.monotonic() - began
    return Result(step=step, passed=done.returncode == 0, seconds=seconds, output=done.stdout + done.stderr)


def _table(results: Sequence[Result]) -> Table:
    table = Table("Check", "Result", "Seconds", "To mend it")
    for each in results:
        word = "[green]passed[/]" if each.passed else "[red]FAILED[/]"
        table.add_row(each.step.name, word, f"{each.seconds:.1f}", "" if each.passed else each.step.mend)
    return table
