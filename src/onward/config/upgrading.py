"""Bring the tables and their row security to this version, as their owner; and check as the service."""

import os
from collections.abc import Callable

import django
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from onward.config.declared_rows import declared_rows
from onward.database import row_security
from onward.database.address import Address
from onward.database.guard import require_safe


def start_django() -> None:
    """Set Django up with the hub's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onward.config.settings")
    django.setup()


def missing_migrations() -> int:
    """Return how many steps the tables are behind, asked as the service itself."""
    executor = MigrationExecutor(connections["default"])
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(say: Callable[[str], None]) -> None:
    """Take every step that the tables are behind. Connects as the owner."""
    executor = MigrationExecutor(connections["owner"])
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not steps:
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns) as progress:
        task = progress.add_task("Preparing the tables", total=len(steps))

        def count(action: str, *_: object) -> None:
            progress.advance(task, 1 if action == "apply_success" else 0)

        MigrationExecutor(connections["owner"], count).migrate(executor.loader.graph.leaf_nodes())
    connections["owner"].close()
    say(f"The tables are ready ({len(steps)} steps).")


def secure_rows(owner: Address, say: Callable[[str], None]) -> None:
    """Put the declared row security into the database."""
    with owner.connect() as connection:
        changed = row_security.apply(connection, declared_rows())
    if changed:
        say(f"Row security is in force on {len(changed)} tables.")


def require_safe_login() -> None:
    """Return if the service may serve with its login; see `onward.database.guard`."""
    connection = connections["default"]
    connection.ensure_connection()
    require_safe(connection.connection, declared_rows())
    connection.close()
