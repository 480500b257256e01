"""A school's office empties its mailbox in the browser, and works through what is asked of it."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import Settings
from tests.harness.audit import acts_of
from tests.harness.cast import CLERK, KEYRING, Cast
from tests.harness.joining import text
from tests.harness.messaging import office_of
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.systems import MovedClock, documents_in

from onward.access.facts import NATIONAL_SERVICE, at_authority, at_school
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.messaging.documents import upload
from onward.messaging.models import Delivery
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.expiry import expire
from onward.web import parts

PDF = b"%PDF-1.7\n" + bytes(range(256)) * 600
STRANGE = "01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"


def sent(cast: Cast, count: int = 1, **changes: Any) -> list[str]:
    """Let pupils leave Arbroath for Selkirk, and return what lies in Selkirk's mailbox, oldest first."""
    record = {"core": {"BasicDetails": {"NCyearActual": "5"}, "Contacts": [{"Relationship": "Aunt"}]}}
    said = cast.departure(to="selkirk", **{"record": record} | changes)
    for _ in range(count):
        assert cast.say("arbroath", said | {"pupil": cast.departure()["pupil"]}).is_accepted
    with seen_as(HUB):
        own = Delivery.objects.filter(school_id=cast.schools["selkirk"].id).order_by("id")
        return [str(each) for each in own.values_list("id", flat=True)]


def states(*deliveries: str) -> list[str]:
    with seen_as(HUB):
        return [Delivery.objects.get(pk=each).state for each in deliveries]


def step(client: Client, delivery: str, name: str) -> Any:
    return client.post(f"/mailbox/{delivery}/step", {"step": name}, follow=True)


def test_an_empty_mailbox_says_what_comes_there(morag: Client) -> None:
    assert "Records come here when an old school sends them" in text(morag.get("/mailbox"))


def test_what_is_new_is_listed_with_pupil_and_sender(cast: Cast, morag: Client) -> None:
    sent(cast, 2)

    page = text(morag.get("/mailbox"))

    assert page.count(">Arbroath<") + page.count("Arbroath\n") == 2
    assert "Showing 1 to 2 of 2" in page
    assert ", Isla" in page


def test_the_mailbox_is_read_window_by_window(
    cast: Cast, morag: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = sent(cast, 3)
    monkeypatch.setattr("onward.web.school.mailbox.PAGE", 2)

    first, last = (
        text(morag.get("/mailbox", query)) for query in ({}, {"state": "available", "after": whole[1]})
    )

    assert [each in first for each in whole] == [True, True, False]
    assert [f'value="{each}"' in last for each in whole] == [False, False, True]
    assert f"before={whole[2]}" in last


def test_a_message_is_opened_acknowledged_and_filed(cast: Cast, morag: Client, morag_id: UUID) -> None:
    [delivery] = sent(cast)

    closed = text(morag.get(f"/mailbox/{delivery}"))
    opened = text(step(morag, delivery, "collect"))
    acknowledged = text(step(morag, delivery, "acknowledge"))
    filed = text(step(morag, delivery, "file"))

    assert "Basic details" not in closed
    assert "Once you open it, it counts as collected" in closed
    assert all(each in opened for each in ("Relationship", "Aunt", "1 message opened"))
    assert "1 message acknowledged" in acknowledged
    assert "1 message filed" in filed
    assert states(delivery) == ["filed"]
    acts = acts_of(morag_id)
    assert {"collect_delivery", "acknowledge_delivery", "file_delivery"} <= {*acts}


def test_a_look_at_the_envelope_collects_nothing(cast: Cast, morag: Client, morag_id: UUID) -> None:
    [delivery] = sent(cast)

    for page in ("", "/content", "/transfer-file"):
        morag.get(f"/mailbox/{delivery}{page}")

    assert states(delivery) == ["available"]
    assert "collect_delivery" not in acts_of(morag_id)


def test_several_are_opened_acknowledged_and_filed_at_once(cast: Cast, morag: Client) -> None:
    whole = sent(cast, 3)

    told = [
        text(
            morag.post(
                "/mailbox/chosen", {"delivery": whole, "step": each, "state": "available"}, follow=True
            )
        )
        for each in ("collect", "acknowledge", "file", "file")
    ]

    words = ("opened", "acknowledged", "filed", "filed")
    assert all(f"3 messages {word}." in page for word, page in zip(words, told, strict=True))
    assert states(*whole) == ["filed"] * 3


def test_what_cannot_be_filed_yet_is_counted_apart(cast: Cast, morag: Client) -> None:
    first, second = sent(cast, 2)
    step(morag, first, "collect")

    page = text(morag.post("/mailbox/chosen", {"delivery": [first, second], "step": "file"}, follow=True))

    assert "1 message filed." in page
    assert "1 message could not be filed" in page
    assert states(first, second) == ["filed", "available"]


def test_what_was_not_collected_in_time_can_still_be_opened(
    cast: Cast, morag: Client, clock: MovedClock
) -> None:
    [delivery] = sent(cast)
    clock.later(days=40)
    expire(by=CLERK, now=clock.now(), keyring=KEYRING)

    listed = text(morag.get("/mailbox", {"state": "expired"}))
    asked = text(morag.get("/worklist"))
    step(morag, delivery, "collect")
    after = text(morag.get("/worklist"))

    assert delivery in listed
    assert "Open what waits in your mailbox, and file it." in asked
    assert states(delivery) == ["collected"]
    assert "Open what waits in your mailbox" not in after


def test_message_and_transfer_file_are_downloaded(cast: Cast, morag: Client) -> None:
    [delivery] = sent(cast)
    step(morag, delivery, "collect")

    message, file = (morag.get(f"/mailbox/{delivery}/{each}") for each in ("content", "transfer-file"))

    assert message.json()["kind"] == "departure"
    assert message["Content-Disposition"] == f'attachment; filename="departure-{delivery}.json"'
    assert message["Cache-Control"] == "no-store"
    assert b"<CTfile>" in file.content
    assert "5300120_CTF_5600351_" in file["Content-Disposition"]


def test_a_document_streams_under_a_name_that_tells_nothing(
    cast: Cast, morag: Client, leith_office: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.ONWARD = documents_in(settings.ONWARD, tmp_path)
    with tmp_path.joinpath("x").open("w+b") as file:
        file.write(PDF)
        file.seek(0)
        kept = upload(
            file,
            file_name="Isla Ahern.pdf",
            media_type="application/pdf",
            school=cast.schools["arbroath"],
            by=office_of(cast, "arbroath"),
            now=cast.now,
            keyring=parts.keyring(),
            blobs=parts.blobs(),
        )
    [delivery] = sent(cast, record={"core": {}, "documents": [str(kept.id)]})
    path = f"/mailbox/{delivery}/documents/{kept.id}"

    before = morag.get(path)
    page = text(step(morag, delivery, "collect"))
    document = morag.get(path)

    assert before.status_code == 302
    assert "Isla Ahern.pdf" in page
    assert document.streaming
    assert document.getvalue() == PDF
    assert document["Content-Disposition"] == f'attachment; filename="document-{kept.id}.pdf"'
    assert morag.get(f"/mailbox/{delivery}/documents/{STRANGE}").status_code == 404
    assert leith_office.get(path).status_code == 404


@pytest.mark.parametrize("page", ["", "/content", "/transfer-file", f"/documents/{STRANGE}"])
def test_a_message_of_another_school_is_not_there(cast: Cast, leith_office: Client, page: str) -> None:
    [delivery] = sent(cast)

    assert leith_office.get(f"/mailbox/{delivery}{page}").status_code == 404


def test_nobody_takes_a_message_of_another_school(cast: Cast, leith_office: Client) -> None:
    [delivery] = sent(cast)

    one = leith_office.post(f"/mailbox/{delivery}/step", {"step": "collect"})
    several = leith_office.post("/mailbox/chosen", {"delivery": [delivery], "step": "collect"})

    assert one.status_code == several.status_code == 404
    assert states(delivery) == ["available"]


@pytest.mark.parametrize("step_name", ["", "readdress"])
def test_an_unknown_step_is_no_page(cast: Cast, morag: Client, step_name: str) -> None:
    [delivery] = sent(cast)

    assert morag.post(f"/mailbox/{delivery}/step", {"step": step_name}).status_code == 404


def test_other_roles_find_no_mailbox(cast: Cast) -> None:
    [delivery] = sent(cast)
    others = [
        employ("s2s-coordinator", at_authority("355"), now=cast.now),
        employ("national-cme-officer", NATIONAL_SERVICE, now=cast.now),
        employ("administrator", at_school(cast.schools["selkirk"].id), now=cast.now),
    ]

    for each in others:
        client = signed_in(each)
        assert [client.get(path).status_code for path in ("/mailbox", f"/mailbox/{delivery}")] == [404, 404]


def test_the_worklist_says_what_to_do_and_where(cast: Cast, morag: Client, clock: MovedClock) -> None:
    sent(cast)
    clock.later(days=60)
    raise_alarms(by=CLERK, now=clock.now())

    page = text(morag.get("/worklist"))

    assert "Find out today whether the pupil is with you, and say so." in page
    assert "/joiners/" in page
    assert ", Isla" in page


def test_an_empty_worklist_says_so(morag: Client) -> None:
    assert "Nothing is asked of you" in text(morag.get("/worklist"))


@pytest.mark.parametrize("path", ["/mailbox", "/worklist"])
def test_twenty_cost_what_one_costs(cast: Cast, morag: Client, clock: MovedClock, path: str) -> None:
    counts = []
    for more in (1, 19):
        sent(cast, more)
        clock.later(days=60)
        raise_alarms(by=CLERK, now=clock.now())
        morag.get(path)
        with counted_statements() as statements:
            assert morag.get(path).status_code == 200
        counts.append(statements.count)

    assert counts[0] == counts[1] > 0


@pytest.mark.parametrize(("path", "act"), [("/mailbox", "export_mailbox"), ("/worklist", "export_worklist")])
def test_lists_are_given_out_with_who_took_them(
    cast: Cast, morag: Client, morag_id: UUID, path: str, act: str
) -> None:
    sent(cast)
    raise_alarms(by=CLERK, now=cast.now + timedelta(days=60))

    answer = morag.get(f"{path}/list.csv")

    lines = answer.getvalue().decode("utf-8-sig").splitlines()
    assert answer["Cache-Control"] == "no-store"
    assert ", Isla" in lines[1]
    assert "Morag Selkirk" in lines[-1]
    assert acts_of(morag_id)[-1] == act


def test_what_is_asked_about_leavers_leads_to_them(cast: Cast) -> None:
    told = cast.say("arbroath", cast.departure(to="selkirk", reason=""))
    arbroath = at_school(cast.schools["arbroath"].id)
    client = signed_in(employ("school-office", arbroath, now=cast.now, email="arbroath@cast.example"))

    page = text(client.get("/worklist"))

    assert "Say why the pupil left." in page
    assert f"/leavers/{told.leaver}" in page
