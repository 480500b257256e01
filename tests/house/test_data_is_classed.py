"""Every column says what class of data it holds, and every table who may see its rows."""

import pytest
from django.apps import apps
from tests.harness.cluster import WorkerDatabase

from onward.config.data_dictionary import CLASSES, columns, data_class, own_models
from onward.config.declared_rows import declared_rows
from onward.database.row_security import compare

COLUMNS = [(model, field) for model in own_models() for field in columns(model)]
_COMMENTS = """
    SELECT c.relname, a.attname, coalesce(col_description(c.oid, a.attnum), '')
    FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""


def test_every_column_declares_its_class_and_its_meaning() -> None:
    silent = [
        f"{model.__name__}.{field.name}"
        for model, field in COLUMNS
        if data_class(field)[0] not in CLASSES or not data_class(field)[1].strip()
    ]

    assert COLUMNS
    assert silent == []


def test_every_table_says_what_it_holds() -> None:
    silent = [model.__name__ for model in own_models() if not model._meta.db_table_comment]

    assert silent == []


def test_every_table_declares_who_sees_its_rows() -> None:
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}

    undeclared = tables - {each.table for each in declared_rows()}

    assert tables
    assert undeclared == set()


@pytest.mark.slow
def test_the_database_has_the_same_classes_and_the_same_row_policies(worker_database: WorkerDatabase) -> None:
    with worker_database.owner.connect() as connection:
        comments = {(table, column): text for table, column, text in connection.execute(_COMMENTS)}
        differences = compare(connection, declared_rows())

    declared = {(model._meta.db_table, field.column): field.db_comment for model, field in COLUMNS}
    assert {place: comments.get(place) for place in declared} == declared
    assert differences == []


@pytest.mark.slow
def test_no_table_has_a_column_that_no_model_knows(worker_database: WorkerDatabase) -> None:
    own = {model._meta.db_table for model in own_models()}
    with worker_database.owner.connect() as connection:
        found = {(table, column) for table, column, _ in connection.execute(_COMMENTS) if table in own}

    assert found - {(model._meta.db_table, field.column) for model, field in COLUMNS} == set()
