"""`./onward test`: the whole test suite, on all cores."""

import os
import subprocess
import sys

import click

from onward.cli.composition import composition
from onward.cli.source import ROOT


@click.command(
    context_settings={"ignore_unknown_options": True},
    epilog="""\b
Examples:
  ./onward test                       everything
  ./onward test tests/rules           the pure rules, in seconds
  ./onward test -k alarm -x           what pytest understands is passed on
""",
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def suite(arguments: tuple[str, ...]) -> None:
    """Run the tests: real PostgreSQL, real files, a real browser, nothing beyond this machine."""
    composition().fetch("run", click.echo)
    composition().fetch("test", click.echo)
    workers = ["-n", str(max(2, min(os.cpu_count() or 2, 8))), "--dist", "worksteal"]
    command = [sys.executable, "-m", "pytest", *workers, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    sys.exit(subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)  # noqa: S603
