"""An authority's co-ordinators: why a pupil raised an alarm, and a file that went to a closed school."""

from tests.harness.cast import CLERK
from tests.harness.scene import FIRST_OF_TERM, LAST_FRIDAY, Scene
from tests.harness.standing_clock import MORNING

from onward.access.facts import at_authority, at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.messaging.models import Delivery
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.notices import tell_origins
from onward.transfers.models import AlarmNote, Joiner


def find_out_why(scene: Scene) -> None:
    """A co-ordinator opens an alarm, reads why it was raised, sees the transfer, and takes the alarm up."""
    (pupil,) = scene.pupils()
    (verdict,) = scene.leave([pupil], origin="here", destination="there", on=FIRST_OF_TERM)
    for sweep in (raise_alarms, tell_origins):
        assert sweep(by=CLERK, now=MORNING).failed == []
    at = at_authority(scene.here.authority_id)
    callum = scene.somebody("Callum Case", "cme-coordinator", at)

    callum.follows("open alarms")
    callum.sees("Alarms", picture="alarm-1-list")
    callum.follows(pupil["surname"])
    callum.sees(f"{pupil['surname']}, {pupil['forename']}", picture="alarm-2-why")
    callum.reads("Why it was raised", "nobody has said in time where the pupil is")
    callum.follows("See the pupil's transfer")
    callum.sees(f"{pupil['surname']}, {pupil['forename']}", picture="alarm-3-transfer")
    callum.reads("What is asked now", scene.there.name, "The departure was sent")
    callum.follows("See the alarm")
    callum.chooses("Took it up")
    callum.presses("Keep the note")
    callum.reads("Your note was kept.")

    with seen_as(HUB):
        assert (
            AlarmNote.objects.filter(leaver=verdict.leaver).values_list("step", flat=True).get() == "taken-up"
        )
    ailsa = scene.somebody("Ailsa Angus", "s2s-coordinator", at)
    ailsa.opens_menu("Alarms")
    ailsa.sees("Alarms")
    ailsa.reads("Callum Case: took it up")


def redirect_a_file(scene: Scene) -> None:
    """A file goes to a school that has closed; the co-ordinator names another one, and it goes there."""
    (pupil,) = scene.pupils()
    scene.close("closed")
    (verdict,) = scene.leave([pupil], origin="academy", destination="closed", on=LAST_FRIDAY)
    academy, there = scene.cast.schools["academy"], scene.there
    ailsa = scene.somebody("Ailsa Angus", "s2s-coordinator", at_authority(academy.authority_id))

    ailsa.opens_menu("Schools")
    ailsa.sees("Schools")
    ailsa.follows("Mail of closed schools")
    ailsa.sees("Mail of closed schools", picture="redirect-1-closed")
    ailsa.reads(scene.cast.schools["closed"].name)
    ailsa.follows("Pupils who need a destination")
    ailsa.sees("Transfers out", picture="redirect-2-transfers")
    ailsa.follows(pupil["surname"])
    ailsa.sees(f"{pupil['surname']}, {pupil['forename']}")
    ailsa.follows("Name a destination")
    ailsa.sees("Name a destination")
    ailsa.fills("School", there.name)
    ailsa.presses("Find schools")
    ailsa.chooses(there.name)
    ailsa.sees("Name a destination", picture="redirect-3-choose")
    ailsa.presses("Name this school")
    ailsa.reads(f"{there.name} was named as the destination.")
    ailsa.sees(f"{pupil['surname']}, {pupil['forename']}", picture="redirect-4-named")

    with seen_as(HUB):
        face = Joiner.objects.get(school_id=there.id, surname=pupil["surname"])
        assert face.standing == "expected"
        assert Delivery.objects.filter(school_id=there.id, message=verdict.message_id).exists()
    lorna = scene.somebody("Lorna Lane", "school-office", at_school(there.id))
    lorna.opens_menu("Joiners")
    lorna.reads(pupil["surname"])
