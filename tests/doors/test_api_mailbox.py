"""A school empties its mailbox at the API, and the sender sees the receipts that it may see."""

import base64
import hashlib
from typing import Any

import pytest
from tests.harness.audit import acts_of
from tests.harness.cast import Cast, pupil
from tests.harness.systems import AtTheDoor, arrives

ARBROATH, SELKIRK = "/schools/5300120-primary", "/schools/5600351-primary"
BOX = f"{SELKIRK}/mailbox"


@pytest.fixture
def selkirk(cast: Cast) -> AtTheDoor:
    return arrives(cast, "selkirk")


@pytest.fixture
def arbroath(cast: Cast) -> AtTheDoor:
    return arrives(cast, "arbroath")


def sent(cast: Cast, **changes: Any) -> str:
    """Let a pupil leave Arbroath for Selkirk with a record; return the leaver."""
    verdict = cast.say("arbroath", cast.departure(to="selkirk", **changes))
    record = {"kind": "record", "leaver": str(verdict.leaver), "record": {"core": {"reading": "well"}}}
    assert cast.say("arbroath", record).is_accepted
    return str(verdict.leaver)


def waiting(selkirk: AtTheDoor, **query: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = selkirk.get(BOX, **query).json()["items"]
    return items


def test_the_mailbox_is_listed_oldest_first_with_the_joiner(cast: Cast, selkirk: AtTheDoor) -> None:
    sent(cast)
    [joiner] = selkirk.get(f"{SELKIRK}/joiners").json()["items"]

    items = waiting(selkirk)

    assert [each["kind"] for each in items] == ["departure", "record"]
    assert {each["joiner"] for each in items} == {joiner["id"]}
    assert {(each["sender"], each["state"]) for each in items} == {("5300120-primary", "available")}


def test_the_mailbox_is_filtered_and_turned_round(cast: Cast, selkirk: AtTheDoor) -> None:
    sent(cast)

    records = waiting(selkirk, kind="record")
    both = waiting(selkirk, kind=["record", "departure"], order="newest-first")
    filed = waiting(selkirk, state="filed")

    assert [each["kind"] for each in records] == ["record"]
    assert [each["kind"] for each in both] == ["record", "departure"]
    assert filed == []


def test_the_mailbox_is_read_page_by_page(cast: Cast, selkirk: AtTheDoor) -> None:
    for _ in range(3):
        sent(cast)
    whole = [each["id"] for each in waiting(selkirk)]

    seen, cursor = [], ""
    for _ in range(3):
        page = selkirk.get(BOX, limit=2, cursor=cursor).json()
        seen += [each["id"] for each in page["items"]]
        cursor = page["next"]

    assert (seen, cursor) == (whole, "")


def test_a_delivery_is_collected_acknowledged_and_filed(
    cast: Cast, selkirk: AtTheDoor, arbroath: AtTheDoor
) -> None:
    leaver = sent(cast)
    delivery = waiting(selkirk)[1]
    path = f"{BOX}/{delivery['id']}"

    collected = selkirk.post(f"{path}/collect")
    acknowledged = selkirk.post(f"{path}/acknowledge", {"sha256": collected["X-Content-SHA256"]})
    filed = selkirk.post(f"{path}/file")

    assert collected.json() == {"kind": "record", "leaver": leaver, "record": {"core": {"reading": "well"}, "documents": []}, "pupil": None}  # fmt: skip  # noqa: E501
    digest = hashlib.sha256(collected.content).digest()
    assert collected["X-Content-SHA256"] == digest.hex() == delivery["sha256"]
    assert collected["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest).decode()}:"
    assert collected["Cache-Control"] == "no-store"
    assert [acknowledged.json()["state"], filed.json()["state"]] == ["acknowledged", "filed"]
    assert selkirk.get(path).json()["filed_at"] == filed.json()["at"]
    [receipt] = arbroath.get(f"{ARBROATH}/sent/{delivery['message']}").json()["receipts"]
    assert (receipt["school"], receipt["filed_at"]) == ("5600351-primary", filed.json()["at"])


def test_every_step_may_be_repeated(cast: Cast, selkirk: AtTheDoor) -> None:
    sent(cast)
    path = f"{BOX}/{waiting(selkirk)[0]['id']}"
    sha256 = selkirk.post(f"{path}/collect")["X-Content-SHA256"]

    twice = [
        [selkirk.post(f"{path}/{step}", body).json() for _ in range(2)]
        for step, body in (("acknowledge", {"sha256": sha256}), ("file", b""))
    ]
    again = selkirk.post(f"{path}/collect")

    assert all(first["at"] == second["at"] for first, second in twice)
    assert again.status_code == 200


def test_a_wrong_checksum_is_refused(cast: Cast, selkirk: AtTheDoor) -> None:
    sent(cast)
    path = f"{BOX}/{waiting(selkirk)[0]['id']}"
    selkirk.post(f"{path}/collect")

    wrong = selkirk.post(f"{path}/acknowledge", {"sha256": "0" * 64})
    faulty = selkirk.post(f"{path}/acknowledge", {"sha256": "0" * 63, "note": "x"})

    assert (wrong.status_code, wrong.json()["code"]) == (422, "receipt-mismatch")
    assert (faulty.status_code, len(faulty.json()["faults"])) == (422, 2)


def test_what_was_not_collected_cannot_be_filed(cast: Cast, selkirk: AtTheDoor) -> None:
    sent(cast)

    answer = selkirk.post(f"{BOX}/{waiting(selkirk)[0]['id']}/file")

    assert (answer.status_code, answer.json()["code"]) == (409, "move-not-allowed")


def test_many_are_acknowledged_and_filed_each_with_its_verdict(cast: Cast, selkirk: AtTheDoor) -> None:
    sent(cast)
    first, second = (each["id"] for each in waiting(selkirk))
    stranger = "01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"
    received = {"id": first, "sha256": selkirk.post(f"{BOX}/{first}/collect")["X-Content-SHA256"]}
    uncollected = {"id": second, "sha256": selkirk.get(f"{BOX}/{second}").json()["sha256"]}

    acknowledged = selkirk.post(f"{BOX}/acknowledge", {"deliveries": [received, uncollected]}).json()["items"]
    filed = selkirk.post(f"{BOX}/file", {"deliveries": [stranger, first, second]}).json()["items"]

    assert [(each["id"], each["done"], each["code"]) for each in acknowledged] == [
        (first, True, None),
        (second, False, "move-not-allowed"),
    ]
    assert [(each["id"], each["state"], each["code"]) for each in filed] == [
        (stranger, None, "not-found"),
        (first, "filed", None),
        (second, None, "move-not-allowed"),
    ]


@pytest.mark.parametrize("deliveries", [[], ["x"], ["01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"] * 501, None])
def test_a_list_that_is_none_is_refused(selkirk: AtTheDoor, deliveries: Any) -> None:
    answer = selkirk.post(f"{BOX}/file", {"deliveries": deliveries})

    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")


def test_a_departure_is_collected_as_a_transfer_file(cast: Cast, selkirk: AtTheDoor) -> None:
    child = pupil()
    sent(cast, pupil=child, record={"core": {"BasicDetails": {"NCyearActual": "5"}}})
    departure, record = waiting(selkirk)

    files = [selkirk.post(f"{BOX}/{each['id']}/collect", query={"as": "ctf"}) for each in (departure, record)]

    assert {each["Content-Type"] for each in files} == {"application/xml"}
    assert [each["X-Content-SHA256"] for each in files] == [departure["sha256"], record["sha256"]]
    assert "5300120_CTF_5600351_" in files[0]["Content-Disposition"]
    texts = [each.content.decode() for each in files]
    assert all(f"<Surname>{child['surname']}</Surname>" in each for each in texts)
    assert all("<LeavingDate>2026-08-28</LeavingDate>" in each for each in texts)
    assert all(f"<SCN>{child['scn']}</SCN>" in each for each in texts)
    assert "<NCyearActual>5</NCyearActual>" in texts[0]


def test_each_look_leaves_one_entry_in_the_audit(cast: Cast, selkirk: AtTheDoor) -> None:
    sent(cast)
    first = waiting(selkirk)[0]["id"]
    selkirk.get(f"{BOX}/{first}")
    selkirk.post(f"{BOX}/{first}/collect")

    acts = acts_of(selkirk.system_id)

    assert acts[-3:] == ["list_mailbox", "view_delivery", "collect_delivery"]
