"""What a school reads on its worklist about a pupil who left it."""

from django.test import Client
from tests.harness.cast import CLERK, KEYRING, Cast
from tests.harness.joining import text
from tests.harness.systems import MovedClock

from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.notice_run import run_notices


def test_the_old_school_is_asked_where_the_pupil_went(cast: Cast, morag: Client, clock: MovedClock) -> None:
    cast.say("selkirk", cast.departure(to="arbroath"))
    clock.later(days=60)
    raise_alarms(by=CLERK, now=clock.now())
    run_notices(by=CLERK, now=clock.now(), keyring=KEYRING)

    page = text(morag.get("/worklist"))
    taken = b"".join(morag.get("/worklist/list.csv").streaming_content).decode()  # type: ignore[attr-defined]

    assert "Find out today where the pupil went, and say so." in page
    assert "/leavers/" in page
    assert "is with you" not in page
    assert "Find out today where the pupil went, and say so." in taken
