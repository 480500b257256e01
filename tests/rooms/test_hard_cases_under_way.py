"""More hard cases of the exchange: schools that close under way, and a child who stands in two rows."""

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil
from tests.harness.closures import close

from onward.messaging.models import Delivery
from onward.operations.identity import merge_pupils
from onward.operations.sweeps.notices import tell_origins
from onward.pupils.models import Pupil
from onward.transfers.models import Joiner, Transfer


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_a_school_that_closes_hands_on_the_pupils_whom_it_expects(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    close(cast, "selkirk", successor="galashiels")

    assert Joiner.objects.get(standing="expected").school_id == cast.schools["galashiels"].id
    assert Delivery.objects.get(state="available").school_id == cast.schools["galashiels"].id


def test_the_successor_of_an_old_school_speaks_for_its_leavers(cast: Cast) -> None:
    leaver = cast.say("arbroath", cast.departure(reason="05")).leaver

    close(cast, "arbroath", successor="leith")

    said = {"kind": "redirect", "leaver": str(leaver), "destination": cast.ref("selkirk")}
    assert cast.say("leith", said).is_accepted
    assert Transfer.objects.get().state == "expected"


def test_one_child_in_two_rows_is_awaited_no_longer_once_the_centre_says_so(cast: Cast) -> None:
    child, as_known_there = pupil(), pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("leith", cast.arrival(pupil=as_known_there, protection="protected"))
    rows = {each.surname: each.id for each in Pupil.objects.all()}

    merged = merge_pupils(
        keep=rows[child["surname"]], give_up=rows[as_known_there["surname"]], by=CLERK, now=cast.now
    )

    assert merged.is_protected
    assert set(Transfer.objects.values_list("state", "is_shielded")) == {("arrived", True)}
    tell_origins(by=CLERK, now=cast.now)
    assert Delivery.objects.exclude(state="readdressed").get().school_id is None
