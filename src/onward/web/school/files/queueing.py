"""Wake the worker that looks through files, so that nobody waits for its next turn."""

from contextlib import suppress

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from onward.web.clock import now

READER = "read-files"
QUEUE = "hub"


def wake_reader() -> None:
    """Put the job into the queue, unless it waits there already. It asks the database what there is to do."""
    task = app.configure_task(READER, queue=QUEUE, queueing_lock=READER, allow_unknown=True)
    with suppress(AlreadyEnqueued), transaction.atomic():
        task.defer(timestamp=int(now().timestamp()))
