"""The desk of one school at the command line: who acts there, and what it takes to act."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from getpass import getuser
from typing import Any

import click
from django.conf import settings

from onward.access.scopes import ALL
from onward.database.sight import seen_as
from onward.directory.register import Register, SchoolFact, current_register
from onward.foundation.actor import Actor, ActorKind, Door
from onward.foundation.clock import Clock, today_in_scotland
from onward.foundation.ids import uuid7
from onward.foundation.sight import NATIONAL, for_school
from onward.messaging.blobs import Blobs, FolderBlobs
from onward.messaging.sealing import Keyring

SENDER = "command-line"
SOME_REJECTED = 3
"""The exit code where the command did its work, but not everything went through."""

school_option: Callable[[Any], Any] = click.option(
    "--school", "school_key", required=True, metavar="KEY", help="The school, such as 8012345-primary."
)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One school, seen from the machine on which the hub runs."""

    school: SchoolFact
    register: Register
    by: Actor
    clock: Clock
    keyring: Keyring
    blobs: Blobs
    scn_element: str

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.clock.now()

    @property
    def today(self) -> date:
        """The calendar day in Scotland."""
        return today_in_scotland(self.now)

    @property
    def title(self) -> str:
        """The school in words."""
        return f"{self.school.key} {self.school.name}"

    def key_of(self, school_id: int | None) -> str:
        """Return how a school is named; nothing for none."""
        return self.register.by_id[school_id].key if school_id is not None else ""


def desk_of(school_key: str) -> Desk:
    """Return the desk of a school.

    What is sent from here is sent by one sender whoever is logged in, so that a repeat is known as one;
    the audit finds the login at the beginning of the request's identifier.

    Raises:
        NotASchoolKey: the text is no school key.
        SchoolNotFound: the directory has no such school.
    """
    clock: Clock = settings.ONWARD_CLOCK
    with seen_as(NATIONAL):
        register = current_register()
    school = register.school(school_key)
    by = Actor(
        kind=ActorKind.JOB,
        id=SENDER,
        door=Door.CLI,
        sight=for_school(school.id),
        scopes=frozenset(ALL),
        request_id=f"{getuser()}-{uuid7(clock.now())}",
    )
    return Desk(
        school=school,
        register=register,
        by=by,
        clock=clock,
        keyring=Keyring(settings.ONWARD.keys.master_keys),
        blobs=FolderBlobs(settings.ONWARD.documents),
        scn_element=settings.ONWARD.ctf_scn_element,
    )


def end_with(*, rejected: int) -> None:
    """End the command with the code that says whether everything went through."""
    if rejected:
        click.get_current_context().exit(SOME_REJECTED)
