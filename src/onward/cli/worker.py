"""The worker: runs queued jobs and the deadline clock. `./onward up` starts it; so does a service manager."""

import click
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from onward.cli.composition import composition

JOBS_AT_ONCE = 2


@click.command(epilog="Example: ./onward worker")
def worker() -> None:
    """Run queued jobs and the deadline clock until stopped. Several may run at once."""
    composition()
    with app.replace_connector(DjangoConnector().get_worker_connector()):
        app.run_worker(name="onward", concurrency=JOBS_AT_ONCE, install_signal_handlers=True)
