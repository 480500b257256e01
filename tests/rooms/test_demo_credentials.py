"""The demo's systems: registered once, kept where only their owner reads them, able to get in."""

import stat
from pathlib import Path

import pytest
from tests.harness.cast import CLERK, NOW, Cast, open_the_hub

from onward.access import services as access
from onward.demo.credentials import (
    FILE_NAME,
    DemoSystemsMissing,
    keep_demo_systems,
    read_demo_systems,
    register_demo_systems,
)
from onward.directory.register import current_register


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_each_system_proves_itself_and_acts_for_the_schools_of_its_authorities(cast: Cast) -> None:
    register = current_register()

    systems = register_demo_systems(register=register, by=CLERK, now=NOW)

    for system in systems:
        known = access.authenticate(client_id=system.client_id, secret=system.secret, now=NOW)
        own = [register.by_id[each] for each in known.schools]
        assert {each.authority_id for each in own} <= set(system.authorities)
        assert all(each.takes_part for each in own)
    covered = [code for system in systems for code in system.authorities]
    assert sorted(covered) == sorted(register.authorities)


def test_the_secrets_are_kept_in_a_file_that_only_its_owner_reads(cast: Cast, tmp_path: Path) -> None:
    systems = register_demo_systems(register=current_register(), by=CLERK, now=NOW)

    keep_demo_systems(tmp_path, systems)
    keep_demo_systems(tmp_path, systems)

    assert read_demo_systems(tmp_path) == systems
    assert stat.S_IMODE((tmp_path / FILE_NAME).stat().st_mode) == 0o600
    assert systems[0].secret not in repr(systems)


def test_without_demo_systems_it_is_said_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DemoSystemsMissing, match=r"\./onward up"):
        read_demo_systems(tmp_path)
