"""Ten arrivals at once, and a record that arrived."""

import json

from tests.harness.scene import LAST_FRIDAY, Scene, days_after

from onward.access.facts import at_school
from onward.database.sight import seen_as
from onward.foundation.clock import SystemClock
from onward.foundation.sight import HUB
from onward.messaging.models import Delivery
from onward.operations.held_arrivals import HELD_FOR, send_held
from onward.transfers.models import Transfer

OFFICE = "school-office"
_RECORD = {
    "core": {
        "BasicDetails": {"NCyearActual": "5", "PreferredSurname": "Rennie"},
        "Attendance": {"SessionsPossible": "190", "SessionsAttended": "184"},
    }
}


def confirm_ten_arrivals(scene: Scene) -> None:
    """On the first Monday an office says that all whom it expects have come, and then that one has not."""
    pupils = scene.pupils(10)
    verdicts = scene.leave(pupils, origin="there", destination="here", on=LAST_FRIDAY)
    isla = scene.somebody("Isla Office", OFFICE, at_school(scene.here.id))

    isla.reads("10")
    isla.follows("pupils expected")
    isla.sees("Joiners")
    for name in ("Choose all",) if scene.way.has_script else [one["surname"] for one in pupils]:
        isla.ticks(name)
    isla.sees("Joiners", picture="arrivals-1-choose")
    isla.presses("Confirm arrival of the pupils chosen")
    isla.sees("Confirm 10 arrivals", picture="arrivals-2-protection")
    isla.presses("Confirm 10 arrivals")
    isla.is_told_of_a_fault("Say whether the whereabouts must be protected")
    isla.chooses("No: the whereabouts need no protection")
    isla.writes_day("On which day did they come?", days_after(LAST_FRIDAY, 3))
    isla.presses("Confirm 10 arrivals")
    isla.sees("Joiners", picture="arrivals-3-done")
    isla.reads("10 arrivals recorded")
    isla.presses(f"Undo the arrival of {pupils[0]['forename']} {pupils[0]['surname']}")
    isla.sees("Joiners")
    isla.reads("1 arrival taken back")
    isla.follows(pupils[0]["surname"])
    isla.follows("Not here")
    isla.presses("The pupil is not here")
    isla.reads("The hub knows that the pupil is not here")

    send_held(now=SystemClock().now() + HELD_FOR, keyring=scene.cast.keyring)
    with seen_as(HUB):
        states = Transfer.objects.filter(leaver__in=[each.leaver for each in verdicts]).values_list(
            "state", flat=True
        )
        assert sorted(states) == ["arrived"] * 9 + ["unplaced"]


def file_a_record(scene: Scene) -> None:
    """An office opens what came with a pupil, reads it, takes it home as a file, and files it."""
    (pupil,) = scene.pupils()
    (verdict,) = scene.leave([pupil], origin="there", destination="here", on=LAST_FRIDAY, record=_RECORD)
    isla = scene.somebody("Isla Office", OFFICE, at_school(scene.here.id))

    isla.follows("records to collect")
    isla.sees("Mailbox", picture="record-1-mailbox")
    isla.follows(pupil["surname"])
    isla.sees("Departure", picture="record-2-closed")
    isla.presses("Open it")
    isla.sees("Departure", picture="record-3-open")
    isla.reads("Sessions attended", "184")
    taken = isla.takes_home("The message (JSON)")
    assert json.loads(taken)["pupil"]["surname"] == pupil["surname"]
    assert pupil["surname"].encode() in isla.takes_home("As a Common Transfer File")
    isla.presses("File: it is in our own system")
    isla.reads("1 message filed")

    with seen_as(HUB):
        assert Delivery.objects.get(school_id=scene.here.id, message=verdict.message_id).state == "filed"
    lorna = scene.somebody("Lorna Lane", OFFICE, at_school(scene.there.id))
    lorna.goes_to(f"/leavers/{verdict.leaver}")
    lorna.sees(f"{pupil['forename']} {pupil['surname']}", picture="record-4-receipt")
    lorna.reads("Filed")
