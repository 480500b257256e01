"""The invented nation in the real tables: whole rolls, once, also after an interruption."""

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from tests.harness.cast import CLERK, KEYRING, NOW
from tests.harness.cluster import WorkerDatabase

from onward.database.sight import seen_as
from onward.demo.load import DirectoryInUse, facts_of, load_nation
from onward.demo.nation import Nation
from onward.demo.opening import open_demo, what_to_try
from onward.demo.stories.catalogue import STORIES
from onward.directory import services as directory
from onward.directory.models import Holiday, School
from onward.foundation.sight import HUB
from onward.pupils.models import Enrolment, Pupil, PupilIdentifier, PupilMark
from onward.transfers.policy_book import load_national_defaults

pytestmark = pytest.mark.slow
NATION = Nation(5, 0.002, as_of=date(2008, 2, 25))


@pytest.fixture
def hub(committed_db: WorkerDatabase) -> None:
    directory.load_authorities(by=CLERK, now=NOW)
    with seen_as(HUB):
        load_national_defaults()


def test_a_nation_is_loaded_once(hub: None) -> None:
    heard: list[tuple[int, int]] = []

    loaded = load_nation(NATION, by=CLERK, now=NOW, progress=lambda *told: heard.append(told))
    again = load_nation(NATION, by=CLERK, now=NOW)

    assert (loaded.schools, loaded.pupils) == (len(NATION.schools), NATION.pupil_count)
    assert (again.schools, again.pupils) == (0, 0)
    assert heard[-1] == (NATION.pupil_count, NATION.pupil_count)
    assert _counts() == (NATION.pupil_count, NATION.pupil_count, NATION.pupil_count)


def test_a_pupil_stands_on_the_right_roll_as_invented(hub: None) -> None:
    load_nation(NATION, by=CLERK, now=NOW)

    invented = next(each for each in NATION.pupils() if each.marks)
    with seen_as(HUB):
        school = facts_of(NATION)[invented.school]
        enrolment = Enrolment.objects.get(school_id=school.id, pupil__pupilidentifier__value=invented.scn)
        marks = set(PupilMark.objects.filter(pupil=enrolment.pupil).values_list("mark", flat=True))

    assert (enrolment.stage, enrolment.status) == (invented.stage, "current")
    assert (enrolment.authority_id, enrolment.pupil.born) == (school.authority_id, invented.born)
    assert (enrolment.pupil.surname, enrolment.pupil.forename) == (invented.surname, invented.forename)
    assert marks == {mark.value for mark in invented.marks}


def test_an_interrupted_load_goes_on_where_it_stopped(hub: None) -> None:
    def interrupt(done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        load_nation(Nation(5, 0.02, as_of=date(2008, 2, 25)), by=CLERK, now=NOW, progress=interrupt)
    before = _counts()[0]
    rest = load_nation(Nation(5, 0.02, as_of=date(2008, 2, 25)), by=CLERK, now=NOW)

    assert 0 < before < 14_000
    assert before + rest.pupils == 14_000
    assert _counts() == (14_000, 14_000, 14_000)


def test_a_nation_is_not_loaded_among_real_schools(hub: None) -> None:
    with seen_as(HUB):
        School.objects.create(
            seed="5300120",
            type="primary",
            name="Real",
            authority_id="120",
            sector="publicly-funded",
            takes_part=True,
        )

    with pytest.raises(DirectoryInUse):
        load_nation(NATION, by=CLERK, now=NOW)

    assert _counts() == (0, 0, 0)


def test_a_calendar_that_somebody_set_stays(hub: None) -> None:
    with seen_as(HUB):
        Holiday.objects.create(authority_id="120", first_day=NOW.date(), day_after="2027-01-01", name="Own")

    load_nation(NATION, by=CLERK, now=NOW)

    with seen_as(HUB):
        assert [each.name for each in Holiday.objects.filter(authority_id="120")] == ["Own"]
        assert Holiday.objects.filter(authority_id="355").exists()


def test_a_first_run_names_systems_and_what_to_try(hub: None, tmp_path: Path) -> None:
    said: list[str] = []

    for _ in range(2):
        open_demo(
            tmp_path,
            by=CLERK,
            now=NOW,
            keyring=KEYRING,
            say=said.append,
            progress=lambda _title: nullcontext(lambda _done, _total: None),
        )
    lines = what_to_try(tmp_path, "http://127.0.0.1:8400")

    assert said[0] == "An invented nation is loaded: 122 schools, 28,000 pupils."
    assert said[1].startswith("Its last eight weeks have passed: ")
    assert len(said) == 2
    assert any("Kestrel" in line and "onward_" in line for line in lines)
    assert any("http://127.0.0.1:8400/oauth/token" in line for line in lines)
    stories = [line.split()[3] for line in lines if "./onward demo --story" in line]
    assert len(stories) == 3
    assert set(stories) <= {each.name for each in STORIES}
    assert any("finlay@demo.example" in line for line in lines)


def _counts() -> tuple[int, int, int]:
    with seen_as(HUB):
        return Pupil.objects.count(), PupilIdentifier.objects.count(), Enrolment.objects.count()
