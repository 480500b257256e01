"""The eight journeys of the user guide, each walked in every way.

With ONWARD_GUIDE_PICTURES naming a folder they make the guide's pictures, and walk only as an office does.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.harness.cast import Cast
from tests.harness.cluster import WorkerDatabase
from tests.harness.pictures import FOLDER
from tests.harness.scene import Scene, scene_schools
from tests.harness.standing_clock import MORNING
from tests.harness.ways import IN_AN_OFFICE, WAYS, Way
from tests.journeys.conftest import OpenPage, RunningHub, hub_with_a_nation
from tests.journeys.walks import chasing, joining, leaving, signing_in

pytestmark = pytest.mark.slow

WALKS: Final[tuple[Callable[[Scene], None], ...]] = (
    signing_in.sign_in,
    leaving.send_a_leaver,
    leaving.mend_a_file,
    joining.confirm_ten_arrivals,
    chasing.find_out_why,
    chasing.redirect_a_file,
    signing_in.invite_a_colleague,
    joining.file_a_record,
)
WALKED: Final = tuple(
    pytest.param(number, way, id=f"{walk.__name__}-{way.name}")
    for number, walk in enumerate(WALKS)
    for way in ((IN_AN_OFFICE,) if FOLDER else WAYS)
)


@pytest.fixture(scope="module")
def running(worker_database: WorkerDatabase, django_db_blocker: DjangoDbBlocker) -> Iterator[RunningHub]:
    """A hub on a Monday morning in September."""
    yield from hub_with_a_nation(
        worker_database, django_db_blocker, now=MORNING, settings="tests.harness.standing_clock"
    )


@pytest.mark.parametrize(("number", "way"), WALKED)
def test_somebody_who_was_never_here_does_it(
    number: int, way: Way, running: RunningHub, open_page: OpenPage, tmp_path: Path
) -> None:
    scene = Scene(
        number=number,
        way=way,
        address=running.address,
        cast=Cast(schools=scene_schools(number), now=MORNING, keyring=running.keyring),
        folder=tmp_path,
        open_page=open_page,
    )

    WALKS[number](scene)
