"""The operator's commands about keys: what they change, and what they refuse."""

import stat
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings as hub_settings
from pytest_django import Settings
from tests.harness.cast import Cast
from tests.harness.messaging import office_of

from onward.cli.composition import Composition
from onward.cli.keys import keys
from onward.config.key_changes import KeyStaysInPlace, add_key, remove_key
from onward.config.keys import create_keys, read_keys
from onward.config.main import COMPOSITION
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.messaging.models import Delivery
from onward.messaging.sealing import Keyring
from onward.messaging.services import collect


@pytest.fixture
def hub_of(tmp_path: Path, settings: Settings) -> Composition:
    """An installation with keys of its own, whose database runs already."""
    create_keys(tmp_path)
    settings.ONWARD = replace(hub_settings.ONWARD, data=tmp_path)
    return replace(
        COMPOSITION,
        database=nullcontext,
        add_key=partial(add_key, tmp_path),
        remove_key=partial(remove_key, tmp_path),
    )


def run(hub: Composition, *arguments: str) -> Result:
    return CliRunner().invoke(keys, arguments, obj=hub)


def restart(settings: Settings, folder: Path) -> Keyring:
    """Let the service read its keys anew, as it does when it starts."""
    settings.ONWARD = replace(hub_settings.ONWARD, data=folder)
    return Keyring(settings.ONWARD.keys.master_keys)


def test_a_master_key_is_changed_and_everything_stays_readable(
    cast: Cast, hub_of: Composition, tmp_path: Path, settings: Settings
) -> None:
    [old] = read_keys(tmp_path).master_keys
    cast.keyring = Keyring([old])
    cast.say("arbroath", cast.departure(to="selkirk"))

    added = run(hub_of, "add", "master")
    keyring = restart(settings, tmp_path)
    too_early = run(hub_of, "remove", old.id)
    rewrapped = run(hub_of, "rewrap")
    removed = run(hub_of, "remove", old.id)

    assert f"Added {keyring.newest}" in added.output
    assert f"Contents still under {old.id}: 1." in too_early.output
    assert f"Contents brought under {keyring.newest}: 1." in rewrapped.output
    assert (removed.exit_code, len(read_keys(tmp_path).master_keys)) == (0, 1)
    by, only = office_of(cast, "selkirk"), restart(settings, tmp_path)
    with seen_as(HUB):
        delivery = Delivery.objects.get()
    assert collect(delivery.id, by=by, now=cast.now, keyring=only).content


def test_a_key_that_is_missing_is_said(cast: Cast, hub_of: Composition) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    result = run(hub_of, "list")

    assert result.exit_code == 1
    assert "MISSING" in result.output


@pytest.mark.parametrize("purpose", ["audit", "token"])
def test_a_new_key_comes_first_and_the_old_one_stays(
    purpose: str, tmp_path: Path, hub_of: Composition
) -> None:
    before = create_keys(tmp_path)

    run(hub_of, "add", purpose)

    after = read_keys(tmp_path)
    held = {"audit": after.audit_keys, "token": after.token_keys}[purpose]
    assert held[1:] == {"audit": before.audit_keys, "token": before.token_keys}[purpose]
    assert held[0].id.startswith(f"{purpose}-")
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_the_newest_key_and_those_of_the_audit_stay(tmp_path: Path) -> None:
    held = create_keys(tmp_path)
    add_key(tmp_path, "audit")

    for key in (held.master_keys[0], held.audit_keys[0], held.token_keys[0]):
        with pytest.raises(KeyStaysInPlace):
            remove_key(tmp_path, key.id)
