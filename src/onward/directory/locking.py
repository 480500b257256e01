"""One change of the directory at a time, so that two of them cannot make a circle between them."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from onward.database.sight import seen_as
from onward.directory.policies import check_may_maintain
from onward.foundation.actor import Actor


@contextmanager
def changing_directory(by: Actor) -> Iterator[None]:
    """Run the block in a transaction that alone may change the directory; everybody else goes on reading.

    Raises:
        NotPermitted: the actor may not change the directory.
    """
    check_may_maintain(by)
    with seen_as(by.sight):
        with connection.cursor() as cursor:
            # This mode waits for other writers only: reads and foreign keys of new messages go on.
            cursor.execute("LOCK TABLE directory_school, directory_holiday IN SHARE ROW EXCLUSIVE MODE")
        yield
