"""Migrations: one line a room, each step a sentence, none leaning on the code of today."""

import re
from itertools import pairwise

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader
from tests.harness.sources import PACKAGE, imports_of, name_of

# A default that a column once had must exist for as long as the step that names it.
PERMITTED = {"onward.foundation.ids", "onward.foundation"}
LOADER = MigrationLoader(None)
ROOMS = sorted(
    {room for room, _ in LOADER.disk_migrations if apps.get_app_config(room).name.startswith("onward.")}
)


@pytest.mark.parametrize("room", ROOMS)
def test_the_steps_of_a_room_are_one_line(room: str) -> None:
    steps = sorted(name for label, name in LOADER.disk_migrations if label == room)

    numbers = [int(name[:4]) for name in steps]
    assert numbers == list(range(1, len(steps) + 1))
    for before, step in pairwise(steps):
        parents = [name for label, name in LOADER.disk_migrations[room, step].dependencies if label == room]
        assert parents == [before]


@pytest.mark.parametrize("room", ROOMS)
def test_a_step_is_named_as_a_sentence(room: str) -> None:
    steps = [name for label, name in LOADER.disk_migrations if label == room]

    assert [name for name in steps if re.search(r"_auto_|^\d{4}_alter_", name)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_step_does_not_lean_on_the_code_of_today(room: str) -> None:
    files = sorted((PACKAGE / room / "migrations").glob("0*.py"))

    leaning = {
        name_of(file): sorted(found)
        for file in files
        if (found := {name for name in imports_of(file) if name.startswith("onward")} - PERMITTED)
    }

    assert files
    assert leaning == {}
