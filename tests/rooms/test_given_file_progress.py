"""How far the first look through a long file is can be seen: against how many items it holds."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import pytest
from tests.harness.cast import KEYRING, Cast, open_the_hub, pupil
from tests.harness.files import csv_file, ctf_file, json_file, ndjson, xlsx_file
from tests.harness.people import employ

from onward.access.facts import at_school
from onward.access.queries import actor_for_person
from onward.access.roles import SCHOOL_OFFICE
from onward.database.sight import seen_as
from onward.formats.counting import about_how_many
from onward.foundation.actor import Door
from onward.foundation.sight import HUB
from onward.messaging.given_files import find_given, give_file
from onward.messaging.models import GivenFile
from onward.operations.given_files.work import PROGRESS_EVERY, work_through

File = Callable[[Cast, Sequence[dict[str, Any]]], bytes]


@pytest.fixture
def cast(db: None) -> Cast:
    return open_the_hub()


class Watch:
    """A clock of which the work asks the time at each step; it keeps what the file's page would say then."""

    def __init__(self, now: datetime) -> None:
        """Stand still at this moment."""
        self.moment = now
        self.seen: list[tuple[int, int]] = []

    def now(self) -> datetime:
        """Return the moment, after a look at the file."""
        with seen_as(HUB):
            self.seen += GivenFile.objects.values_list("done", "total")
        return self.moment


@pytest.mark.parametrize(
    ("file", "name", "found"),
    [(csv_file, "a.csv", 7), (xlsx_file, "a.xlsx", 7), (ctf_file, "a.xml", 7), (ndjson, "a.ndjson", 7)],
)
def test_items_are_reckoned_without_reading_them(cast: Cast, file: File, name: str, found: int) -> None:
    content = file(cast, [pupil() for _ in range(7)])

    assert about_how_many(content, name) == found


def test_what_cannot_be_reckoned_is_not(cast: Cast) -> None:
    assert about_how_many(json_file(cast, [pupil()]), "a.json") == 0
    assert about_how_many(b"PK\x03\x04 broken", "a.xlsx") == 0
    assert about_how_many(b"", "a.csv") == 0


def test_the_first_look_through_a_long_file_counts_against_the_whole(cast: Cast) -> None:
    many = 2 * PROGRESS_EVERY + 10
    arbroath, watch = at_school(cast.schools["arbroath"].id), Watch(cast.now)
    person_id = employ("school-office", arbroath, now=cast.now)
    by = actor_for_person(person_id, SCHOOL_OFFICE, arbroath, door=Door.WEB, request_id="")
    file_id = give_file(
        csv_file(cast, [pupil() for _ in range(many)]),
        name="leavers.csv",
        protection="not-protected",
        school_id=cast.schools["arbroath"].id,
        by=by,
        now=cast.now,
        keyring=KEYRING,
    )

    assert work_through(file_id, clock=watch, keyring=KEYRING, scn_element="X")

    assert {total for _, total in watch.seen[1:]} == {many}
    assert (PROGRESS_EVERY, many) in watch.seen
    row = find_given(file_id, by=by)
    assert (row.done, row.total) == (many, many)
