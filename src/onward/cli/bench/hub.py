"""A hub of its own for the measurements: fresh keys and an embedded database in a folder that goes away."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from onward.cli.composition import Composition
from onward.database import embedded
from onward.database.address import Address

NO_LIMIT = "1000000"
_OTHERS = ("ONWARD_DATABASE_URL", "ONWARD_OWNER_DATABASE_URL", "ONWARD_DEMO")


@dataclass(frozen=True, kw_only=True)
class MeasuredHub:
    """The hub under measurement.

    `superuser` is for limits and for filling tables: no row policy binds it. `service` is the hub's login.
    """

    composition: Composition
    folder: Path
    cluster: embedded.Cluster
    superuser: Address
    service: Address

    @property
    def server_process(self) -> int:
        """Return the process id of the database server."""
        first, *_ = (self.cluster.data / "postmaster.pid").read_text(encoding="ascii").splitlines()
        return int(first)


@contextmanager
def temporary_hub(composition: Composition, beside: Path) -> Iterator[MeasuredHub]:
    """Have a set-up hub for the block, in a new folder of `beside`; all of it is deleted afterwards.

    The environment of this process is that hub's from here on, without a limit on the rate of requests.
    """
    with tempfile.TemporaryDirectory(prefix=".onward-bench-", dir=beside) as name:
        folder = Path(name).resolve()
        folder.chmod(0o711)
        for each in _OTHERS:
            os.environ.pop(each, None)
        os.environ["ONWARD_DATA"] = str(folder)
        os.environ["ONWARD_REQUESTS_PER_SECOND"] = NO_LIMIT
        composition.create_keys()
        try:
            with composition.database():
                composition.set_up(_silently)
                yield _measured(composition, folder)
        finally:
            composition.remove()


@contextmanager
def standing_hub(composition: Composition) -> Iterator[MeasuredHub]:
    """Have the hub of the data folder for the block, brought to this version."""
    with composition.database():
        composition.set_up(_silently)
        yield _measured(composition, composition.data_folder())


def _measured(composition: Composition, folder: Path) -> MeasuredHub:
    # Django is set up only now.
    from django.conf import settings  # noqa: PLC0415

    cluster = embedded.open_cluster(folder)
    superuser = cluster.address(settings.ONWARD.keys.database_passwords["superuser"])
    service = settings.ONWARD.app_database()
    if service is None:
        raise LookupError("set-up has left no database")
    return MeasuredHub(
        composition=composition,
        folder=folder,
        cluster=cluster,
        superuser=superuser.database(service.name),
        service=service,
    )


def _silently(_line: str) -> None:
    pass
