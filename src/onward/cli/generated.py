"""Documents that are written by the code they describe, so that they cannot go stale.

Add a line to `GENERATED`: the file, and the function (`module:function`, no arguments) that returns its text.
"""

import sys
from collections.abc import Callable, Mapping
from difflib import unified_diff
from importlib import import_module

import click

from onward.cli.source import ROOT

GENERATED: Mapping[str, str] = {
    "docs/openapi-v1.json": "onward.config.documents:openapi",
    "docs/permissions.md": "onward.config.documents:permissions",
    "docs/data-dictionary.md": "onward.config.data_dictionary:data_dictionary",
    "docs/errors.md": "onward.api.problem_table:problem_table",
    "docs/fault-codes.md": "onward.formats.fault_page:fault_page",
    "docs/jobs.md": "onward.jobs.job_page:job_page",
    "docs/leaving-policies.md": "onward.transfers.policy_page:policy_page",
    "docs/schema/onward-message-v1.json": "onward.formats.json_schema:schema_text",
    "docs/workflows/delivery.md": "onward.config.workflow_pages:delivery_page",
    "docs/workflows/given-file.md": "onward.config.workflow_pages:given_file_page",
    "docs/workflows/transfer.md": "onward.config.workflow_pages:transfer_page",
}


@click.command(
    epilog="""\b
Examples:
  ./onward docs                write them again
  ./onward docs --check        only compare
"""
)
@click.option("--check", is_flag=True, help="Write nothing; fail if a document is not current.")
def docs(*, check: bool) -> None:
    """Write the generated documents: diagrams, tables, the API's description."""
    stale = [path for path, text in texts() if is_stale(path, text, is_dry=check)]
    if check and stale:
        click.echo("Not current: " + ", ".join(stale))
        sys.exit(1)
    click.echo(f"{len(GENERATED)} documents are current.")


def texts() -> list[tuple[str, str]]:
    """Return each document's path in the checkout and the text that it should have."""
    return [(path, _function(target)()) for path, target in GENERATED.items()]


def is_stale(path: str, text: str, *, is_dry: bool) -> bool:
    """Say whether the file differs from the text; show how, or write it."""
    file = ROOT / path
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    if before == text:
        return False
    if is_dry:
        difference = unified_diff(
            before.splitlines(), text.splitlines(), path, "as generated", lineterm="", n=1
        )
        click.echo("\n".join(list(difference)[:40]))
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return True


def _function(target: str) -> Callable[[], str]:
    module, _, name = target.partition(":")
    function: Callable[[], str] = getattr(import_module(module), name)
    return function
