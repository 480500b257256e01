"""What a school sees at the API of its leavers, its joiners and its worklist."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from pytest_django import Settings
from tests.harness.audit import acts_of
from tests.harness.cast import CLERK, Cast, pupil
from tests.harness.systems import AtTheDoor, arrives

from onward.operations.sweeps.notices import tell_origins

ARBROATH, SELKIRK = "/schools/5300120-primary", "/schools/5600351-primary"
LUTON = {"country": "GB-ENG", "lea": "820", "estab": "4001", "name": "Luton"}


@pytest.fixture
def arbroath(cast: Cast) -> AtTheDoor:
    return arrives(cast, "arbroath")


@pytest.fixture
def selkirk(cast: Cast) -> AtTheDoor:
    return arrives(cast, "selkirk")


def test_a_leaver_is_shown_as_it_was_told(cast: Cast, arbroath: AtTheDoor) -> None:
    child = pupil()
    verdict = cast.say("arbroath", cast.departure(to="selkirk", pupil=child, reason=""))

    shown = arbroath.get(f"{ARBROATH}/leavers/{verdict.leaver}").json()

    assert shown["pupil"] == {each: shown["pupil"][each] for each in shown["pupil"]}
    assert (shown["pupil"]["surname"], shown["pupil"]["born"]) == (child["surname"], "2016-05-04")
    assert (shown["standing"], shown["reason"], shown["leaving_on"]) == ("awaited", "", "2026-08-28")
    assert (shown["destination"], shown["outside"], shown["notice"]) == ("5600351-primary", None, None)
    assert [(each["kind"], each["role"]) for each in shown["asks"]] == [("reason-missing", "school_office")]
    assert [(each["id"], each["kind"]) for each in shown["messages"]] == [
        (str(verdict.message_id), "departure")
    ]


def test_a_settled_leaver_gets_the_neutral_notice(cast: Cast, arbroath: AtTheDoor) -> None:
    child = pupil()
    verdict = cast.say("arbroath", cast.departure(reason="05", pupil=child))
    cast.say("leith", cast.arrival(pupil=child))
    before = arbroath.get(f"{ARBROATH}/leavers/{verdict.leaver}").json()

    cast.later(days=1)
    tell_origins(by=CLERK, now=cast.now)

    after = arbroath.get(f"{ARBROATH}/leavers/{verdict.leaver}").json()
    assert (before["standing"], before["notice"]) == ("needs_destination", None)
    assert after["standing"] == "settled"
    assert after["notice"] == {
        "says": "Located and safe; no further action. Whereabouts are not disclosed.",
        "month": "2026-09-01",
        "reference": str(verdict.leaver),
    }


def test_leavers_are_listed_newest_first_and_filtered(cast: Cast, arbroath: AtTheDoor) -> None:
    first = str(cast.say("arbroath", cast.departure(reason="05")).leaver)
    cast.later(days=1)
    second = str(cast.say("arbroath", cast.departure(to="selkirk")).leaver)

    def ids(**query: Any) -> list[str]:
        return [each["id"] for each in arbroath.get(f"{ARBROATH}/leavers", **query).json()["items"]]

    assert ids() == [second, first]
    assert ids(standing="needs_destination") == [first]
    assert ids(standing=["needs_destination", "awaited"]) == [second, first]
    assert ids(since="2026-09-02T00:00:00Z") == [second]
    assert ids(standing="settled") == []


@pytest.mark.parametrize(
    "query", [{"standing": "found"}, {"since": "yesterday"}, {"since": "2026-09-02T00:00:00"}]
)
def test_a_faulty_filter_is_named(arbroath: AtTheDoor, query: dict[str, str]) -> None:
    answer = arbroath.get(f"{ARBROATH}/leavers", **query)

    assert (answer.status_code, answer.json()["code"]) == (422, "not-valid")


def test_lists_are_read_page_by_page_while_rows_come_in(cast: Cast, arbroath: AtTheDoor) -> None:
    ids = [str(cast.say("arbroath", cast.departure()).leaver) for _ in range(3)]
    page = arbroath.get(f"{ARBROATH}/leavers", limit=2).json()
    cast.say("arbroath", cast.departure())

    rest = arbroath.get(f"{ARBROATH}/leavers", limit=2, cursor=page["next"]).json()

    assert [each["id"] for each in (*page["items"], *rest["items"])] == ids[::-1]
    assert rest["next"] == ""


def test_a_joiner_is_shown_with_what_came_about_it(cast: Cast, selkirk: AtTheDoor) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child, record={"core": {"reading": "well"}}))
    [listed] = selkirk.get(f"{SELKIRK}/joiners").json()["items"]
    [delivery] = selkirk.get(f"{SELKIRK}/mailbox").json()["items"]

    shown = selkirk.get(f"{SELKIRK}/joiners/{listed['id']}").json()

    assert shown == listed | {"asks": [], "deliveries": [delivery["id"]]}
    assert (shown["standing"], shown["expected_from"]) == ("expected", "2026-08-28")
    assert shown["due_on"] > "2026-09-01"
    assert shown["pupil"]["scn"] == child["scn"]


def test_joiners_are_filtered_by_standing(cast: Cast, selkirk: AtTheDoor) -> None:
    for _ in range(2):
        cast.say("arbroath", cast.departure(to="selkirk"))
    newest = selkirk.get(f"{SELKIRK}/joiners").json()["items"][0]["id"]
    cast.say("selkirk", cast.arrival(joiner=newest))

    arrived = selkirk.get(f"{SELKIRK}/joiners", standing="arrived").json()["items"]

    assert [(each["id"], each["arrived_on"]) for each in arrived] == [(newest, "2026-09-01")]


def test_the_worklist_says_what_is_asked_until_it_is_answered(cast: Cast, arbroath: AtTheDoor) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="05"))
    [ask] = arbroath.get(f"{ARBROATH}/worklist").json()["items"]
    cast.say(
        "arbroath",
        {"kind": "redirect", "leaver": str(verdict.leaver), "destination": cast.ref("selkirk")},
    )

    answered = arbroath.get(f"{ARBROATH}/worklist").json()["items"]

    assert (ask["kind"], ask["says"]) == ("destination-missing", "Say where the pupil went")
    assert (ask["leaver"], ask["joiner"]) == (str(verdict.leaver), None)
    assert answered == []


def test_a_pupil_for_england_gets_a_transfer_file(cast: Cast, arbroath: AtTheDoor) -> None:
    child = pupil(upn="R201100018042", known_as_forename="Izzy")
    verdict = cast.say("arbroath", cast.departure(reason="13", outside=LUTON, pupil=child))
    core = {"BasicDetails": {"NCyearActual": "5"}, "allergies": "none"}
    cast.say("arbroath", {"kind": "record", "leaver": str(verdict.leaver), "record": {"core": core}})

    answer = arbroath.get(f"{ARBROATH}/leavers/{verdict.leaver}/record.ctf")

    assert answer.status_code == 200
    assert "5300120_CTF_8204001_" in answer["Content-Disposition"]
    file = fromstring(answer.content)
    assert file.findtext("Header/CTFversion") == "25.0"
    one = file.find("CTFpupilData/Pupil")
    assert one is not None
    assert [one.findtext(each) for each in ("Surname", "Sex", "SCN", "UPN")] == [
        child["surname"], "F", child["scn"], "R201100018042",
    ]  # fmt: skip
    assert one.findtext("BasicDetails/PreferredForename") == "Izzy"
    assert one.findtext("BasicDetails/NCyearActual") == "5"
    assert one.findtext("SchoolHistory/School/LeavingDate") == "2026-08-28"


@pytest.mark.parametrize(
    ("outside", "destination"),
    [
        ({"country": "GB-WLS", "lea": "660"}, "660LLLL"),
        ({"country": "GB-ENG", "name": "Somewhere near Leeds"}, "XXXXXXX"),
    ],
)
def test_a_place_that_is_half_known_has_its_own_name(
    cast: Cast, arbroath: AtTheDoor, outside: dict[str, str], destination: str
) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="13", outside=outside))

    answer = arbroath.get(f"{ARBROATH}/leavers/{verdict.leaver}/record.ctf")

    assert f"_CTF_{destination}_" in answer["Content-Disposition"]


def test_the_element_of_the_scn_is_a_setting(cast: Cast, arbroath: AtTheDoor, settings: Settings) -> None:
    settings.ONWARD = replace(settings.ONWARD, ctf_scn_element="ScottishCandidateNumber")
    verdict = cast.say("arbroath", cast.departure(reason="13", outside=LUTON))

    answer = arbroath.get(f"{ARBROATH}/leavers/{verdict.leaver}/record.ctf")

    assert b"<ScottishCandidateNumber>" in answer.content


@pytest.mark.parametrize("said", [{"reason": "05"}, {"reason": "12", "outside": {"country": "FR"}}])
def test_other_leavers_have_no_transfer_file(cast: Cast, arbroath: AtTheDoor, said: dict[str, Any]) -> None:
    verdict = cast.say("arbroath", cast.departure(**said))

    answer = arbroath.get(f"{ARBROATH}/leavers/{verdict.leaver}/record.ctf")

    assert (answer.status_code, answer.json()["code"]) == (409, "no-transfer-file")
    assert answer.json()["detail"] == "The pupil is not said to move to England or Wales."


def test_a_place_named_later_counts(cast: Cast, arbroath: AtTheDoor) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="13"))
    cast.say("arbroath", {"kind": "redirect", "leaver": str(verdict.leaver), "outside": LUTON})

    answer = arbroath.get(f"{ARBROATH}/leavers/{verdict.leaver}/record.ctf")

    assert "_CTF_8204001_" in answer["Content-Disposition"]


def test_each_look_at_a_child_leaves_one_entry_in_the_audit(
    cast: Cast, arbroath: AtTheDoor, selkirk: AtTheDoor
) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))
    for path in ("leavers", f"leavers/{verdict.leaver}", "sent", f"sent/{verdict.message_id}", "worklist"):
        assert arbroath.get(f"{ARBROATH}/{path}").status_code == 200
    [joiner] = selkirk.get(f"{SELKIRK}/joiners").json()["items"]
    selkirk.get(f"{SELKIRK}/joiners/{joiner['id']}")

    assert acts_of(arbroath.system_id)[-5:] == [
        "list_leavers", "view_leaver", "list_sent", "view_sent", "list_worklist",
    ]  # fmt: skip
    assert acts_of(selkirk.system_id)[-2:] == ["list_joiners", "view_joiner"]


def test_a_child_s_day_of_birth_is_a_date(cast: Cast, arbroath: AtTheDoor) -> None:
    cast.say("arbroath", cast.departure(pupil=pupil(born=date(2016, 2, 29))))

    [shown] = arbroath.get(f"{ARBROATH}/leavers").json()["items"]

    assert shown["pupil"]["born"] == "2016-02-29"
