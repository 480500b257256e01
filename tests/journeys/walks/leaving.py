"""Say who leaves: one pupil by the guided form, several by a file that has to be mended."""

from tests.harness.files import csv_file
from tests.harness.scene import LAST_FRIDAY, Scene, days_after
from tests.harness.visitor import Visitor

from onward.access.facts import at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.transfers.models import Joiner

OFFICE = "school-office"


def send_a_leaver(scene: Scene) -> None:
    """An office answers one question a page, forgets one answer, sends; the next school expects the pupil."""
    (pupil,) = scene.pupils()
    isla = scene.somebody("Isla Office", OFFICE, at_school(scene.here.id))

    isla.sees("Home")
    isla.follows("Add a leaver")
    isla.sees("Why does the pupil leave?", picture="leaver-1-reason")
    isla.chooses("Publicly funded school in Scotland")
    isla.presses("Continue")
    isla.sees("Who leaves, and when?", picture="leaver-2-pupil")
    isla.presses("Continue")
    isla.is_told_of_a_fault("Enter the surname")
    isla.fills("Surname", pupil["surname"])
    isla.fills("Forename", pupil["forename"])
    isla.writes_day("Date of birth", days_after(pupil["born"], 0))
    isla.chooses("Female")
    isla.selects("Stage (optional)", "P5")
    isla.fills("Scottish Candidate Number (SCN) (optional)", pupil["scn"])
    isla.writes_day("Last day at your school", days_after(LAST_FRIDAY, 0))
    isla.presses("Continue")
    _name_the_school(isla, scene)
    isla.sees("Is the child protected?", picture="leaver-4-protection")
    isla.chooses("Yes: there is no reason to keep it secret")
    isla.presses("Continue")
    isla.sees("Check your answers", picture="leaver-5-check")
    isla.reads(pupil["surname"], scene.there.name)
    isla.presses("Send")
    isla.sees("The leaver is sent", picture="leaver-6-sent")
    isla.follows("See the leaver")
    isla.sees(f"{pupil['forename']} {pupil['surname']}", picture="leaver-7-journey")

    other = scene.somebody("Lorna Lane", OFFICE, at_school(scene.there.id))
    other.follows("pupils expected")
    other.sees("Joiners")
    other.reads(pupil["surname"])


def _name_the_school(visitor: Visitor, scene: Scene) -> None:
    visitor.sees("Where does the pupil go?")
    visitor.chooses("Yes")
    visitor.fills("School", scene.there.name)
    visitor.presses("Find schools")
    visitor.chooses(scene.there.name)
    visitor.sees("Where does the pupil go?", picture="leaver-3-destination")
    visitor.presses("Continue")


def mend_a_file(scene: Scene) -> None:
    """An office gives in a list with a bad day in it, mends the row in place, and sends the whole list."""
    pupils, file = scene.pupils(3), scene.folder / "leavers.csv"
    cast = {"arbroath": scene.here, "selkirk": scene.there}
    text = csv_file(scene.cast_of(cast), pupils).decode()
    file.write_text(text.replace(str(pupils[1]["born"]), "31.2.16", 1), encoding="utf-8")
    isla = scene.somebody("Isla Office", OFFICE, at_school(scene.here.id))

    isla.follows("Send a file")
    isla.sees("Send a file", picture="file-1-choose")
    isla.presses("Check the file")
    isla.is_told_of_a_fault("Choose a file")
    isla.hands_in("File", file)
    isla.chooses("Yes: there is no reason to keep them secret")
    isla.presses("Check the file")
    isla.sees("What is in your file", picture="file-2-faults")
    isla.reads("2 pupils can be sent, 1 cannot yet. Nothing is sent so far.")
    isla.follows(pupils[1]["surname"])
    isla.sees("Mend row 3", picture="file-3-mend")
    isla.fills("Date of birth", days_after_text(pupils[1]["born"].isoformat()))
    isla.presses("Mend the row")
    isla.sees("What is in your file", picture="file-4-good")
    isla.presses("Send 3 pupils")
    isla.sees("What became of your file", picture="file-5-sent")
    isla.reads("3 pupils sent. The hub has them all.")

    result = isla.takes_home("Download the result (CSV)").decode()
    assert result.count(",sent,") == 3
    with seen_as(HUB):
        told = Joiner.objects.filter(school_id=scene.there.id, surname__in=[one["surname"] for one in pupils])
        assert sorted(told.values_list("born", flat=True)) == sorted(one["born"] for one in pupils)


def days_after_text(day: str) -> str:
    """Return an ISO day as people write it."""
    year, month, number = day.split("-")
    return f"{number}/{month}/{year}"
