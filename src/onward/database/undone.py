"""Do something and take it back, to see what it would come to."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from onward.database.sight import seen_as
from onward.foundation.sight import Sight


@contextmanager
def undone(sight: Sight) -> Iterator[None]:
    """Run the block as `seen_as` does, and undo at its end whatever it did to the database."""
    with seen_as(sight):
        yield
        transaction.set_rollback(True)
