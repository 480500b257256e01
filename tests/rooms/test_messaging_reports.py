"""Reports to senders: told once, to whoever may know, and to nobody of a protected child."""

import json
import threading
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from tests.harness.cast import CLERK, KEYRING, Cast, open_the_hub, pupil
from tests.harness.cluster import WorkerDatabase
from tests.harness.messaging import office_of, official, sent_record
from tests.harness.statements import counted_statements

from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.directory.models import School
from onward.foundation.errors import NotPermitted
from onward.foundation.sight import HUB, NATIONAL
from onward.messaging.mailbox import list_mailbox
from onward.messaging.models import Delivery, Message
from onward.messaging.receipts import list_sent
from onward.messaging.services import Failure, collect, report_to_senders


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def failures(**only: Any) -> list[Failure]:
    rows = Delivery.objects.filter(**only).exclude(kind="report").order_by("id")
    return [failure(each) for each in rows.values_list("id", flat=True)]


def failure(delivery_id: UUID) -> Failure:
    return Failure(
        delivery_id=delivery_id,
        what="not-collected",
        code="message-expired",
        message="The message was not collected in time.",
        mend="Ask the school to collect it.",
    )


def report(cast: Cast, some: list[Failure]) -> int:
    return report_to_senders(some, by=CLERK, now=cast.now, keyring=KEYRING)


def test_a_sender_finds_in_its_mailbox_what_failed_and_what_would_mend_it(cast: Cast) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    told = report(cast, failures())

    assert told == 1
    by = office_of(cast, "arbroath")
    [row] = list_mailbox(by=by, limit=9)
    assert (row.kind, row.sender_school_id, row.expires_on) == ("report", None, date(2026, 9, 15))
    content = collect(row.id, by=by, now=cast.now, keyring=KEYRING)
    assert json.loads(content.content) == {
        "kind": "report",
        "about": str(verdict.message_id),
        "what": "not-collected",
        "code": "message-expired",
        "message": "The message was not collected in time.",
        "mend": "Ask the school to collect it.",
    }


def test_a_report_is_the_hub_s_own_message(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    report(cast, failures())

    message = Message.objects.get(kind="report")
    assert (message.sender_school_id, message.sender_id) == (None, "job:test")
    assert (message.pupil_id, message.transfer_id) == (None, None)
    assert [row.kind for row in list_sent(by=office_of(cast, "arbroath"), limit=9)] == ["departure"]
    entry = AuditEntry.objects.get(act="send_report")
    assert (entry.subject_id, entry.school_id) == (str(message.id), cast.schools["arbroath"].id)


def test_a_failure_is_reported_once(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    some = failures()

    counts = [report(cast, some + some), report(cast, some)]

    assert counts == [1, 0]


def test_a_mailbox_that_the_sender_did_not_name_is_not_reported(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(reason="05", pupil=child))
    cast.say("leith", cast.arrival(pupil=child))

    assert report(cast, failures()) == 0


def test_bounces_of_a_protected_child_never_flow_back(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("arbroath", cast.departure(to="selkirk", protection="protected"))
    cast.say("selkirk", cast.arrival(pupil=child, protection="protected"))

    assert len(failures()) >= 3
    assert report(cast, failures()) == 0


@pytest.mark.parametrize("change", [{"is_shielded": True}, {"is_as_addressed": False}])
def test_each_bar_holds_on_its_own(cast: Cast, change: dict[str, bool]) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    Delivery.objects.update(**change)

    assert report(cast, failures()) == 0


def test_a_hushed_delivery_is_not_reported(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    Delivery.objects.update(hushed_at=cast.now)

    assert report(cast, failures()) == 0


def test_a_report_that_is_not_collected_makes_no_report(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    report(cast, failures())

    assert report(cast, [failure(Delivery.objects.get(kind="report").id)]) == 0


def test_a_report_to_a_school_that_closed_goes_to_its_successor_or_the_centre(cast: Cast) -> None:
    for sender in ("arbroath", "leith"):
        cast.say(sender, cast.departure(to="selkirk"))
    closed_on = date(2026, 8, 31)
    successor = cast.schools["brechin"].id
    School.objects.filter(pk=cast.schools["arbroath"].id).update(closed_on=closed_on, successor_id=successor)
    School.objects.filter(pk=cast.schools["leith"].id).update(closed_on=closed_on)

    report(cast, failures())

    assert [row.kind for row in list_mailbox(by=office_of(cast, "brechin"), limit=9)] == ["report"]
    assert [row.kind for row in list_mailbox(by=official(NATIONAL), limit=9)] == ["report"]


def test_twenty_reports_take_as_many_statements_as_one(cast: Cast) -> None:
    counts = []

    for number in (1, 20):
        cast.say_all([cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(number)])
        some = failures()[-number:]
        with counted_statements() as statements:
            assert report(cast, some) == number
        counts.append(statements.count)

    assert counts[0] == counts[1]


def test_only_a_job_of_the_hub_reports(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        report_to_senders([], by=office_of(cast, "arbroath"), now=cast.now, keyring=KEYRING)


@pytest.mark.slow
def test_two_jobs_at_once_report_once(committed_db: WorkerDatabase) -> None:
    cast = open_the_hub()
    sent_record(cast, to="selkirk")
    with seen_as(HUB):
        some = failures()
    together, told = threading.Barrier(2), list[int]()

    def work() -> None:
        together.wait()
        told.append(report(cast, some))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == [0, 2]
