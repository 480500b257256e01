"""Commands about the audit: seal it, verify it, prove one entry, check a proof."""

import json
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import click
from django.conf import settings

from onward.audit import services
from onward.audit.findings import Verification
from onward.audit.proof import check_proof
from onward.audit.seal import Head, read_head
from onward.audit.statement import public_keys_of
from onward.cli.composition import with_database
from onward.cli.progress import progress_bar
from onward.foundation.clock import SystemClock

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_KEY_SIZE: Final = 32


class _HeadType(click.ParamType[Head]):
    name = "NUMBER:HASH"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Head:
        try:
            return read_head(value)
        except ValueError:
            self.fail("a head is what `verify` prints: a number, a colon, 64 hexadecimal digits", param, ctx)


@click.group()
def audit() -> None:
    """See that nobody touched the audit, and prove what it says."""


@audit.command(
    epilog="""\b
Example:
  ./onward audit seal
"""
)
@with_database
def seal() -> None:
    """Seal every entry that waits. The worker does this by itself; here it is for a quiet moment."""
    keys, now = settings.ONWARD.keys.audit_keys, SystemClock().now()
    total = 0
    while made := services.seal(keys=keys, now=now):
        total += len(made.entry_ids)
        click.echo(f"Seal {made.number:,} holds {len(made.entry_ids):,} entries.")
    click.echo(f"{total:,} entries sealed." if total else "Nothing waits, or a worker is sealing just now.")


@audit.command(
    epilog="""\b
Examples:
  ./onward audit verify
  ./onward audit verify --head 57:f05545be...   also finds an audit whose end was cut off
"""
)
@click.option("--head", type=_HeadType(), help="The head that an earlier run printed.")
@with_database
def verify(head: Head | None) -> None:
    """Recompute every hash and signature, and name each entry or seal that was tampered with."""
    with progress_bar("Verifying") as progress:
        verification = services.verify(public_keys=_own_public_keys(), witness=head, progress=progress)
    _report(verification)
    if not verification.is_sound:
        click.get_current_context().exit(1)


@audit.command(
    epilog="""\b
Example:
  ./onward audit proof 01890a5d-ac96-774b-bcce-b302099a8057 > proof.json
"""
)
@click.argument("entry", type=click.UUID)
@with_database
def proof(entry: UUID) -> None:
    """Print the proof that ENTRY stands in the sealed audit. It holds identifiers: treat it as personal."""
    made = services.proof_of(entry)
    check_proof(made, public_keys=_own_public_keys())
    click.echo(json.dumps(made, indent=2, ensure_ascii=False))


@audit.command(
    epilog="""\b
Example:
  ./onward audit keys > audit-keys.json
"""
)
def keys() -> None:
    """Print the public keys with which anybody can check a proof. They are no secret."""
    click.echo(json.dumps({name: key.hex() for name, key in _own_public_keys().items()}, indent=2))


@audit.command(
    epilog="""\b
Example:
  ./onward audit check proof.json --keys audit-keys.json
"""
)
@click.argument("file", type=_FILE)
@click.option("--keys", "keys_file", type=_FILE, help="Public keys; without it, those of this installation.")
def check(file: Path, keys_file: Path | None) -> None:
    """Check a proof from FILE. Needs no database and no hub."""
    public_keys = _read_keys(keys_file) if keys_file else _own_public_keys()
    facts = check_proof(_read_json(file), public_keys=public_keys)
    click.echo(f"The proof holds: on {facts.at:%d %B %Y at %H:%M:%S} UTC {facts.actor_kind} {facts.actor_id}")
    click.echo(f"did {facts.act} to {facts.subject_kind} {facts.subject_id}, through {facts.door}.")


def _own_public_keys() -> dict[str, bytes]:
    return public_keys_of(settings.ONWARD.keys.audit_keys)


def _read_keys(file: Path) -> dict[str, bytes]:
    try:
        keys = {name: bytes.fromhex(key) for name, key in _read_json(file).items()}
    except (TypeError, ValueError):
        keys = {}
    if not keys or any(len(key) != _KEY_SIZE for key in keys.values()):
        raise click.ClickException(f"{file} does not hold public keys as `audit keys` prints them.")
    return keys


def _read_json(file: Path) -> dict[str, Any]:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise click.ClickException(f"{file} is not JSON.") from error
    if not isinstance(content, dict):
        raise click.ClickException(f"{file} holds no JSON object.")
    return content


def _report(found: Verification) -> None:
    click.echo(
        f"Entries: {found.entries:,}, waiting for their seal: {found.pending:,}. Seals: {found.seals:,}."
    )
    if found.head:
        click.echo(f"Head: {found.head}")
        click.echo("Write the head down outside the hub, and give it to --head next time.")
    if found.is_sound:
        click.echo("Sound: nothing was changed, removed or inserted.")
        return
    for kind, count in sorted(found.counts.items()):
        click.echo(f"NOT SOUND: {kind}: {count:,}", err=True)
    for finding in found.findings:
        click.echo(f"  {finding}", err=True)
    unnamed = sum(found.counts.values()) - len(found.findings)
    if unnamed:
        click.echo(f"  and {unnamed:,} more", err=True)
