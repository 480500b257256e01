"""A hub with something in every list: pupils come and go at one school and one authority of the nation."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tests.harness.cast import CLERK, Cast, pupil
from tests.harness.messaging import uploaded

from onward.access.models import Membership
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.foundation.clock import SystemClock, today_in_scotland
from onward.foundation.sight import HUB, SIGN_IN
from onward.messaging.sealing import Keyring
from onward.operations.closures import close_school
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.expiry import expire
from onward.operations.sweeps.notices import tell_origins
from onward.web import parts

LONG_AGO = timedelta(weeks=6)
RECORD = {"core": {"BasicDetails": {"NCyearActual": "5"}, "Reading": "well"}}


@dataclass(frozen=True, kw_only=True)
class Furnished:
    """What a walk through the pages needs to know: the cast at home, and somebody to look for."""

    cast: Cast
    sought: str

    @property
    def home(self) -> SchoolFact:
        """The school at which most of it happens."""
        return self.cast.schools["home"]


def school_of(email: str) -> int:
    """Return the id of the school where somebody holds a role."""
    with seen_as(SIGN_IN):
        held = Membership.objects.get(person__email=email)
    assert held.school_id
    return held.school_id


def furnish(keyring: Keyring, *, home: int) -> Furnished:
    """Let things happen at the school with this id, at its authority and elsewhere, weeks ago and today."""
    now = SystemClock().now()
    cast = Cast(schools=_schools(home), now=now - LONG_AGO, keyring=keyring)
    _weeks_ago(cast)
    cast.now = now
    for sweep in (raise_alarms, tell_origins):
        assert sweep(by=CLERK, now=now).failed == []
    assert expire(by=CLERK, now=now, keyring=keyring).failed == []
    sought = pupil()
    _today(cast, sought)
    assert all(each.is_accepted for each in cast.verdicts), cast.verdicts
    return Furnished(cast=cast, sought=sought["scn"])


def _schools(home: int) -> dict[str, SchoolFact]:
    with seen_as(HUB):
        known = current_register().by_id
    here = known[home]
    others = [each for each in known.values() if each.takes_part and each.id != home]
    near = [each for each in others if each.authority_id == here.authority_id]
    far = next(each for each in others if each.authority_id != here.authority_id)
    return {"home": here, "near": near[0], "closed": near[1], "arbroath": far, "far": far}


def _weeks_ago(cast: Cast) -> None:
    """Nothing was said since of these, but that one school is closed."""
    left = today_in_scotland(cast.now)
    said: list[tuple[str, dict[str, Any]]] = [
        ("home", {"to": "near"}),
        ("home", {"to": "far"}),
        ("home", {"to": "closed"}),
        ("home", {"reason": ""}),
        ("home", {"reason": "05"}),
        ("near", {"to": "home"}),
        ("far", {"to": "home"}),
        ("far", {"to": "home", "record": RECORD}),
    ]
    cast.say_all([cast.item(who, cast.departure(leaving_on=left, **more)) for who, more in said])
    near, closed = cast.schools["near"], cast.schools["closed"]
    close_school(school_id=closed.id, on=left, successor_id=near.id, by=CLERK, now=cast.now)


def _today(cast: Cast, sought: dict[str, Any]) -> None:
    left = today_in_scotland(cast.now) - timedelta(days=1)
    document = str(uploaded(cast, parts.blobs()))
    abroad = {"country": "GB-ENG", "name": "Luton"}
    said: list[tuple[str, dict[str, Any]]] = [
        ("far", {"to": "home", "record": RECORD | {"documents": [document]}}),
        ("far", {"to": "home", "record": RECORD, "pupil": sought}),
        ("near", {"to": "home"}),
        ("home", {"to": "far", "record": RECORD}),
        ("home", {"to": "near"}),
        ("home", {"reason": "13", "outside": abroad}),
    ]
    cast.say_all([cast.item(who, cast.departure(leaving_on=left, **more)) for who, more in said])
