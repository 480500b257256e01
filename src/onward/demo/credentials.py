"""The demo's school systems: which authorities' schools each speaks for, and its secret.

They are registered once per installation. The secrets are made there and kept in a file of the data
folder that only its owner may read.
"""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from onward.access import services as access
from onward.access.scopes import ALL
from onward.directory.register import Register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.errors import OnwardError

FILE_NAME = "demo-systems.json"
NAMES = ("Kestrel", "Osprey")
"""Two invented suppliers. Each acts for the schools of every second authority."""


class DemoSystemsMissing(OnwardError):
    """There are no demo systems in this installation. ./onward up, without --empty, makes them."""

    code = "demo-systems-missing"


@dataclass(frozen=True, kw_only=True)
class DemoSystem:
    """One school system of the demo, with what it needs to get a token. Printing it hides the secret."""

    name: str
    client_id: str
    secret: str = field(repr=False)
    authorities: tuple[str, ...]


def register_demo_systems(*, register: Register, by: Actor, now: datetime) -> tuple[DemoSystem, ...]:
    """Register the demo's systems in the hub, each for its schools, and return them with fresh secrets.

    Raises:
        NotPermitted: the actor does not administer systems.
    """
    codes = sorted(register.authorities)
    return tuple(
        _register(name, tuple(codes[at :: len(NAMES)]), register=register, by=by, now=now)
        for at, name in enumerate(NAMES)
    )


def keep_demo_systems(folder: Path, systems: Sequence[DemoSystem]) -> None:
    """Write the systems into the data folder, readable by this user only, in place of any before."""
    content = json.dumps([asdict(each) for each in systems], indent=2)
    fresh = folder / f"{FILE_NAME}.new"
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
    fresh.replace(folder / FILE_NAME)


def read_demo_systems(folder: Path) -> tuple[DemoSystem, ...]:
    """Return the systems that lie in the data folder.

    Raises:
        DemoSystemsMissing: there are none; the text says what to do.
    """
    try:
        text = (folder / FILE_NAME).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise DemoSystemsMissing from error
    return tuple(
        DemoSystem(**each | {"authorities": tuple(each["authorities"])}) for each in json.loads(text)
    )


def _register(
    name: str, authorities: tuple[str, ...], *, register: Register, by: Actor, now: datetime
) -> DemoSystem:
    system_id = access.register_system(
        name=name, supplier=f"{name} (invented)", contact_email=f"{name.lower()}@demo.example", by=by, now=now
    )
    own = [
        each.id for each in register.by_id.values() if each.takes_part and each.authority_id in authorities
    ]
    access.grant_schools(system_id=system_id, school_ids=own, from_on=today_in_scotland(now), by=by, now=now)
    issued = access.issue_credential(system_id=system_id, scopes=ALL, by=by, now=now)
    return DemoSystem(
        name=name, client_id=str(issued.client_id), secret=issued.secret, authorities=authorities
    )
