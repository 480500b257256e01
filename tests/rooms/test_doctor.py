"""The doctor finds nothing in a sound world, and each kind of damage by its name."""

from collections.abc import Callable

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil

from onward.directory.models import School
from onward.messaging.models import Delivery
from onward.operations.doctor import examine
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.notices import tell_origins
from onward.protection.models import Standing
from onward.pupils.models import Enrolment, Pupil
from onward.transfers.models import Alarm, Joiner, Leaver, Transfer, WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


@pytest.fixture
def world(cast: Cast) -> Cast:
    """A bit of everything: expected, arrived, unannounced, protected, alarmed, settled."""
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.later(days=20)
    raise_alarms(by=CLERK, now=cast.now)
    children = [pupil() for _ in range(4)]
    cast.say("arbroath", cast.departure(to="selkirk", pupil=children[0], leaving_on="2026-09-18"))
    cast.say("arbroath", cast.departure(reason="05", pupil=children[1], leaving_on="2026-09-18"))
    cast.say("leith", cast.arrival(pupil=children[1], arrived_on="2026-09-21"))
    cast.say("brechin", cast.departure(reason="05", pupil=children[2], protection="protected"))
    cast.say("leith", cast.arrival(pupil=children[2], arrived_on="2026-09-21", protection="protected"))
    cast.say("arbroath", cast.departure(reason="", pupil=children[3], leaving_on="2026-09-18"))
    tell_origins(by=CLERK, now=cast.now)
    return cast


def test_a_sound_world_is_found_sound(world: Cast) -> None:
    findings = examine(now=world.now)

    assert [each.says for each in findings if not each.is_sound] == []
    assert len(findings) == 18


DAMAGES: dict[str, Callable[[], object]] = {
    "newest event": lambda: Transfer.objects.filter(state="expected").update(state="alarmed"),
    "An alarm is open": lambda: Alarm.objects.update(ended_at="2026-09-21T10:00Z", ended_how="x"),
    "somebody's worklist": lambda: WorklistItem.objects.filter(kind="alarm").update(
        closed_at="2026-09-21T10:00Z", closed_how="done"
    ),
    "running deadline": lambda: Transfer.objects.filter(state="expected").update(clock_days=3),
    "without an alarm": lambda: Transfer.objects.filter(state="expected").update(deadline_on="2026-09-01"),
    "A school expects": lambda: Joiner.objects.filter(standing="expected").update(standing="cancelled"),
    "one face": lambda: Joiner.objects.filter(standing="arrived").update(arrived_on="2026-09-02"),
    "departure and record": lambda: Delivery.objects.exclude(school=None).update(state="readdressed"),
    "a school that has closed": lambda: School.objects.filter(
        pk__in=Transfer.objects.filter(state="expected").values("destination")
    ).update(closed_on="2026-09-01"),
    "on the roll of": lambda: School.objects.filter(
        pk__in=Enrolment.objects.exclude(status="ended").values("school")
    ).update(closed_on="2026-09-01"),
    "merged into another": lambda: Pupil.objects.filter(
        pk=Transfer.objects.get(state="expected").pupil_id
    ).update(merged_into=Pupil.objects.exclude(pk=Transfer.objects.get(state="expected").pupil_id).first()),
    "bears the shield": lambda: Enrolment.objects.update(is_shielded=False),
    "told of an end": lambda: Leaver.objects.filter(standing="overdue").update(standing="ended"),
    "no longer expect": lambda: WorklistItem.objects.filter(kind="destination-missing").update(
        leaver=None, joiner=Joiner.objects.filter(standing="arrived").first()
    ),
    "centre's hand": lambda: Standing.objects.filter(
        pupil_id=Transfer.objects.get(state="expected").pupil_id
    ).update(is_protected=True, since="2026-01-01T00:00Z"),
}


@pytest.mark.parametrize("words", DAMAGES)
def test_damage_is_found_by_its_name(world: Cast, words: str) -> None:
    DAMAGES[words]()

    broken = [each.says for each in examine(now=world.now) if not each.is_sound]

    assert [each for each in broken if words in each]
