"""The world of some pupils, for verbs that no message causes: what the intake works with, loaded by id."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from onward.directory.register import current_register
from onward.operations.intake.world import World
from onward.protection.services import ProtectionInHand
from onward.pupils.register import PupilsInHand
from onward.transfers.policy_book import read_policy_book
from onward.transfers.store import load_journeys


def world_of(pupils: Collection[UUID], *, now: datetime) -> World:
    """Load these pupils with their journeys, which are locked. As the hub, in the caller's transaction."""
    return World(
        now=now,
        register=current_register(),
        policies=read_policy_book(),
        pupils=PupilsInHand(quoted=(), ids=pupils),
        journeys=load_journeys(pupils),
        protection=ProtectionInHand(pupils),
        document_owners={},
    )
