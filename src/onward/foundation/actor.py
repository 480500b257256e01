"""Who acts: a person, a school system, or a named job. There is no anonymous change."""

from dataclasses import dataclass
from enum import StrEnum

from onward.foundation.sight import HUB, Sight


class ActorKind(StrEnum):
    """The three kinds of actor that the audit knows."""

    PERSON = "person"
    SYSTEM = "system"
    JOB = "job"


class Door(StrEnum):
    """Through which door an act came in."""

    API = "api"
    WEB = "web"
    CLI = "cli"
    JOB = "job"
    DEMO = "demo"


@dataclass(frozen=True, kw_only=True)
class Actor:
    """One who acts, with the width of their sight.

    `id` is the identifier of the person or system, or the job's name. It is never a person's name.
    """

    kind: ActorKind
    id: str
    door: Door
    sight: Sight
    scopes: frozenset[str] = frozenset()
    request_id: str = ""


def job(name: str) -> Actor:
    """Return the actor for a named job of the hub, which sees what the hub sees."""
    return Actor(kind=ActorKind.JOB, id=name, door=Door.JOB, sight=HUB)
