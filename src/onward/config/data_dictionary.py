"""Write the data dictionary from what each model field says of itself in its comment."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Field, Model

from onward.foundation.markdown import generated_page, table

CLASSES = {
    "open": "may be published or logged: it says nothing of a child or a person",
    "personal": "tells of a child or a person; seen by those whose task it is",
    "shielded": "tells, or helps to tell, where a child is or who looks; hidden from the old side",
}
_ABOUT = "Every column has a class, which tests enforce:\n"
_HEADS = ("Column", "Type", "Class", "Meaning")


def own_models() -> list[type[Model]]:
    """Return the models of all rooms, in the order of their tables."""
    models = (model for model in apps.get_models() if model.__module__.startswith("onward."))
    return sorted(models, key=lambda model: model._meta.db_table)  # noqa: SLF001 -- Django's public Meta


def columns(model: type[Model]) -> "Iterator[Field[Any, Any]]":
    """Return the fields of a model that are columns of its table."""
    return (field for field in model._meta.local_concrete_fields)  # noqa: SLF001


def data_class(field: "Field[Any, Any]") -> tuple[str, str]:
    """Return the class and the meaning that a field declares; empty where it declares none."""
    declared, bar, meaning = (field.db_comment or "").partition(" | ")
    return (declared, meaning) if bar else ("", declared)


def data_dictionary() -> str:
    """Return docs/data-dictionary.md."""
    classes = table(("Class", "What it means"), ((f"`{name}`", text) for name, text in CLASSES.items()))
    chapters = (_chapter(model) for model in own_models())
    return generated_page("Data dictionary", "models.py of each room", _ABOUT, classes, *chapters)


def _chapter(model: type[Model]) -> str:
    meta = model._meta  # noqa: SLF001
    return f"## {meta.db_table}\n\n{meta.db_table_comment}.\n\n{table(_HEADS, _rows(columns(model)))}"


def _rows(fields: "Iterable[Field[Any, Any]]") -> Iterator[tuple[str, ...]]:
    for field in fields:
        declared, meaning = data_class(field)
        kind = f"{field.db_type(connection)}{', may be empty' if field.null else ''}"
        yield (f"`{field.column}`", kind, declared, meaning)
