"""The notice run as a whole: who is told, and how an old school's own system hears what is wanted."""

import json
from datetime import date
from typing import Any

import pytest
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub, pupil
from tests.harness.messaging import office_of
from tests.harness.statements import counted_statements

from onward.messaging.mailbox import list_mailbox
from onward.messaging.models import Message
from onward.operations import mailbox
from onward.operations.doctor import examine
from onward.operations.sweeps.notice_run import Notices, run_notices
from onward.transfers.models import Leaver, WorklistItem


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def run(cast: Cast) -> Notices:
    return run_notices(by=CLERK, now=cast.now, keyring=KEYRING)


def comes_unannounced(cast: Cast, **answers: Any) -> dict[str, Any]:
    """Somebody who was at Arbroath for a year turns up in Leith."""
    child = pupil()
    cast.say("arbroath", cast.arrival(pupil=child, arrived_on=date(2025, 9, 1)))
    cast.say("leith", cast.arrival(pupil=child, **answers))
    return child


def requests_in(cast: Cast, school: str) -> list[dict[str, Any]]:
    by = office_of(cast, school)
    rows = [each for each in list_mailbox(by=by, limit=99) if each.kind == "request"]
    contents = [mailbox.collect(each.id, by=by, now=cast.now, keyring=KEYRING) for each in rows]
    return [json.loads(each.content) for each in contents]


def test_the_old_school_finds_a_request_in_its_mailbox_that_names_its_leaver(cast: Cast) -> None:
    child = comes_unannounced(cast)

    notices = run(cast)

    assert notices.asked.moved == 1
    [request] = requests_in(cast, "arbroath")
    assert request["leaver"] == str(Leaver.objects.get().id)
    assert {name: request["pupil"][name] for name in ("surname", "scn")} == {
        "surname": child["surname"],
        "scn": child["scn"],
    }


def test_a_request_says_nothing_of_who_asks(cast: Cast) -> None:
    comes_unannounced(cast)
    comes_unannounced(cast, protection="protected")

    run(cast)

    requests = requests_in(cast, "arbroath")
    assert [each | {"leaver": "", "pupil": {}} for each in requests] == [
        {
            "kind": "request",
            "leaver": "",
            "what": "record-wanted",
            "pupil": {},
            "message": "The record of this pupil is wanted.",
            "mend": "Send a record that names this leaver.",
        }
    ] * 2
    message = Message.objects.filter(kind="request").first()
    assert message
    assert (message.sender_school_id, message.transfer_id, message.pupil_id) == (None, None, None)


def test_a_record_is_asked_for_once(cast: Cast) -> None:
    comes_unannounced(cast)

    counts = [run(cast).asked.moved for _ in range(2)]

    assert counts == [1, 0]


def test_sending_the_record_closes_what_was_asked(cast: Cast) -> None:
    comes_unannounced(cast)
    run(cast)
    leaver = str(Leaver.objects.get().id)

    cast.say("arbroath", {"kind": "record", "leaver": leaver, "record": {"core": {"reading": "well"}}})

    assert WorklistItem.objects.get().closed_how == "done"
    assert [each.says for each in examine(now=cast.now) if not each.is_sound] == []


def test_twenty_are_asked_with_the_statements_of_one(cast: Cast) -> None:
    counts = []
    for number in (1, 20):
        for _ in range(number):
            comes_unannounced(cast)
        with counted_statements() as statements:
            run(cast)
        counts.append(statements.count)

    assert counts[0] == counts[1]
