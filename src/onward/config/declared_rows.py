"""All row declarations of the house, gathered from the rooms for the database."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from onward.database.framework_rows import ROWS as FRAMEWORK
from onward.database.rows import TableRows


def declared_rows() -> tuple[TableRows, ...]:
    """Return the declaration of every table: the machinery's, and those of each room with a `rows.py`."""
    rooms = [app for app in settings.INSTALLED_APPS if app.startswith("onward.") and find_spec(f"{app}.rows")]
    return FRAMEWORK + tuple(each for room in rooms for each in import_module(f"{room}.rows").ROWS)
