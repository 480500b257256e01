"""A school office at its leavers: the list, the export, one leaver, and what can still be said."""

import re
from uuid import UUID, uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from tests.harness.audit import acts_of
from tests.harness.cast import CLERK, Cast, pupil
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.systems import MovedClock

from onward.access.facts import at_authority, at_school
from onward.operations.reading import view_leaver
from onward.operations.sweeps.notices import tell_origins
from onward.transfers.workflow import LeaverStanding
from onward.web.upload_limit import LARGEST_FORM


def office(cast: Cast, school: str = "arbroath", role: str = "school-office") -> Client:
    at = at_school(cast.schools[school].id)
    return signed_in(employ(role, at, now=cast.now, email=f"{role}@{school}.example"))


@pytest.fixture
def arbroath(cast: Cast) -> Client:
    return office(cast)


def text_of(answer: HttpResponse) -> str:
    content = b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode()


def token() -> str:
    return str(uuid4())


def _without_ids(answer: HttpResponse) -> str:
    page = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text_of(answer))
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def standing_of(cast: Cast, leaver_id: UUID) -> LeaverStanding:
    by = cast.item("arbroath", cast.departure()).by
    return view_leaver(leaver_id, by=by, now=cast.now).leaver.standing


def test_a_school_without_leavers_is_told_how_to_begin(arbroath: Client) -> None:
    shown = text_of(arbroath.get("/leavers"))

    assert "No leavers yet" in shown
    assert 'href="/leavers/new"' in shown


def test_the_list_says_what_happens_next(cast: Cast, arbroath: Client) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("arbroath", cast.departure(reason=""))

    shown = text_of(arbroath.get("/leavers"))

    assert f"{child['surname']}, Isla" in shown
    assert "Selkirk answers, usually by 11 September 2026" in shown
    assert "Say why the pupil left" in shown
    assert "Showing 1 to 2 of 2" in shown


def test_the_list_is_narrowed_by_standing(cast: Cast, arbroath: Client) -> None:
    cast.say("arbroath", cast.departure(to="selkirk", pupil=pupil(surname="Awaited")))
    cast.say("arbroath", cast.departure(reason="05", pupil=pupil(surname="Somewhere")))

    shown = text_of(arbroath.get("/leavers?standing=needs_destination"))

    assert "Somewhere, Isla" in shown
    assert "Awaited, Isla" not in shown
    assert "Remove the filter" in shown


def test_one_pages_older_and_newer(cast: Cast, arbroath: Client) -> None:
    cast.say_all([cast.item("arbroath", cast.departure(reason="05")) for _ in range(30)])

    first = text_of(arbroath.get("/leavers"))
    older = re.search(r'rel="next" href="([^"]+)"', first)
    assert older
    second = text_of(arbroath.get(older[1]))
    newer = re.search(r'rel="prev" href="([^"]+)"', second)
    assert newer

    assert "Showing 1 to 25 of 30" in first
    assert "Showing 26 to 30 of 30" in second
    assert "Showing 1 to 25 of 30" in text_of(arbroath.get(newer[1]))


@pytest.mark.parametrize("query", ["standing=lost", "after=1", "before=x"])
def test_what_no_page_links_to_is_not_there(arbroath: Client, query: str) -> None:
    assert arbroath.get(f"/leavers?{query}").status_code == 404


def test_a_list_of_twenty_costs_what_a_list_of_one_costs(cast: Cast, arbroath: Client) -> None:
    counts = []
    for more in (1, 19):
        cast.say_all([cast.item("arbroath", cast.departure(to="selkirk", reason="")) for _ in range(more)])
        arbroath.get("/leavers")
        with counted_statements() as statements:
            arbroath.get("/leavers")
        counts.append(statements.count)

    assert counts[0] == counts[1] > 0


def test_the_export_holds_the_list_and_is_audited(cast: Cast) -> None:
    person_id = employ("school-office", at_school(cast.schools["arbroath"].id), now=cast.now)
    cast.say("arbroath", cast.departure(reason="05", pupil=pupil(surname="=Formula")))

    answer = signed_in(person_id).get("/leavers/export")
    rows = text_of(answer).splitlines()

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(rows) == 2
    assert rows[1].startswith("'=Formula,Isla,2016-05-04")
    assert acts_of(person_id)[-1] == "export_leavers"


def test_one_leaver_shows_the_journey_with_receipts(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    shown = text_of(arbroath.get(f"/leavers/{verdict.leaver}"))

    assert "<title>Leaver" in shown
    assert "Said that the pupil leaves" in shown
    assert str(verdict.message_id) in shown
    assert "Name another destination" in shown


def test_the_notice_of_a_settled_leaver_is_neutral(cast: Cast, arbroath: Client, clock: MovedClock) -> None:
    child = pupil()
    verdict = cast.say("arbroath", cast.departure(reason="05", pupil=child))
    cast.say("leith", cast.arrival(pupil=child))
    before = text_of(arbroath.get(f"/leavers/{verdict.leaver}"))
    tell_origins(by=CLERK, now=cast.now)

    after = text_of(arbroath.get(f"/leavers/{verdict.leaver}"))

    assert "Located and safe" not in before
    assert "Located and safe; no further action. Whereabouts are not disclosed." in after
    assert "Leith" not in before + after


def test_another_school_s_leaver_does_not_exist(cast: Cast) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))
    selkirk = office(cast, "selkirk")

    for more in ("", "/destination", "/withdrawal", "/confirmation", "/record"):
        theirs = selkirk.get(f"/leavers/{verdict.leaver}{more}")
        nobodys = selkirk.get(f"/leavers/{uuid4()}{more}")
        assert theirs.status_code == nobodys.status_code == 404
        assert _without_ids(theirs) == _without_ids(nobodys)


@pytest.mark.parametrize("page", ["leavers", "leavers/new", "leavers/export", "leavers/new/check"])
def test_an_administrator_has_no_such_page(cast: Cast, page: str) -> None:
    administrator = office(cast, role="administrator")

    assert administrator.get(f"/{page}").status_code == 404


def test_a_co_ordinator_sees_one_leaver_of_the_authority_and_says_nothing_for_the_school(cast: Cast) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))
    ailsa = signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))

    shown = text_of(ailsa.get(f"/leavers/{verdict.leaver}"))

    assert "Leaver of Arbroath" in shown
    assert "What you can do" not in shown
    assert ailsa.get("/leavers").status_code == 404
    assert ailsa.get(f"/leavers/{verdict.leaver}/withdrawal").status_code == 404


def test_a_school_is_searched_and_named_as_the_destination(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="01"))
    address = f"/leavers/{verdict.leaver}/destination"

    found = text_of(
        arbroath.post(address, {"token": token(), "where": "school", "search": "selk", "find": "1"})
    )
    named = arbroath.post(
        address, {"token": token(), "where": "school", "search": "selk", "school": "5600351-primary"}
    )

    assert "5600351-primary" in found
    assert "There is a problem" not in found
    assert named["Location"] == f"/leavers/{verdict.leaver}"
    assert verdict.leaver
    assert standing_of(cast, verdict.leaver) is LeaverStanding.AWAITED


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Say whether the pupil goes to a school in Scotland"),
        ({"where": "school"}, "Enter the name of the school"),
        ({"where": "school", "search": "nowhere"}, "No school was found"),
        ({"where": "school", "search": "selkirk"}, "Choose the school from those found"),
        ({"where": "outside"}, "Choose the country"),
    ],
)
def test_a_destination_that_lacks_something_is_asked_again(
    cast: Cast, arbroath: Client, given: dict[str, str], told: str
) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="01"))

    shown = text_of(arbroath.post(f"/leavers/{verdict.leaver}/destination", {"token": token(), **given}))

    assert "There is a problem" in shown
    assert told in shown


def test_a_departure_is_taken_back_once_however_often_one_clicks(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))
    address, form = f"/leavers/{verdict.leaver}/withdrawal", {"token": token(), "why": "The pupil stays"}

    asked = text_of(arbroath.get(address))
    answers = [arbroath.post(address, form) for _ in range(2)]

    assert "on your roll again" in asked
    assert [each["Location"] for each in answers] == [f"/leavers/{verdict.leaver}"] * 2
    assert text_of(arbroath.get(f"/leavers/{verdict.leaver}")).count("Took it back") == 1


def test_a_note_with_a_postcode_is_not_taken(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    shown = arbroath.post(
        f"/leavers/{verdict.leaver}/withdrawal", {"token": token(), "why": "Lives at DD11 1AA"}
    )

    assert "Leave postcodes and telephone numbers out" in text_of(shown)


def test_what_became_of_a_pupil_abroad_is_confirmed(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="12", outside={"country": "FR"}))
    form = {"token": token(), "outcome": "outside-scotland", "by": "reply"}

    answer = arbroath.post(
        f"/leavers/{verdict.leaver}/confirmation", {**form, "on_day": "1", "on_month": "9", "on_year": "2026"}
    )

    assert answer["Location"] == f"/leavers/{verdict.leaver}"
    assert "Confirmed what became of the pupil" in text_of(arbroath.get(answer["Location"]))


def test_what_the_policy_does_not_allow_is_said_in_plain_words(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(reason="05"))
    form = {
        "token": token(),
        "outcome": "over-age",
        "by": "reply",
        "on_day": "1",
        "on_month": "9",
        "on_year": "2027",
    }

    shown = text_of(arbroath.post(f"/leavers/{verdict.leaver}/confirmation", form))

    assert "This date is in the future" in shown


def test_a_record_is_sent_once_however_often_one_clicks(cast: Cast, arbroath: Client) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))
    given = token()

    def send() -> HttpResponse:
        paper = SimpleUploadedFile("profile.pdf", b"%PDF-1.7\nA profile\n")
        return arbroath.post(f"/leavers/{verdict.leaver}/record", {"token": given, "documents": [paper]})

    answers = [send() for _ in range(2)]

    assert [each["Location"] for each in answers] == [f"/leavers/{verdict.leaver}"] * 2
    shown = text_of(arbroath.get(f"/leavers/{verdict.leaver}"))
    assert shown.count("Sent the record") == 1
    assert "You have sent this form already, and nothing was doubled." in shown


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("page.html", b"<p>", "of a kind that is not taken"),
        ("profile.pdf", b"not a PDF at all", "not what its name says"),
    ],
)
def test_a_document_that_cannot_be_is_refused(
    cast: Cast, arbroath: Client, name: str, content: bytes, told: str
) -> None:
    verdict = cast.say("arbroath", cast.departure(to="selkirk"))

    paper = SimpleUploadedFile(name, content)
    shown = arbroath.post(f"/leavers/{verdict.leaver}/record", {"token": token(), "documents": [paper]})

    assert told in text_of(shown)


def test_the_page_does_not_tell_that_a_child_was_found(cast: Cast, arbroath: Client) -> None:
    found, sought = pupil(surname="Found"), pupil(surname="Sought")
    leavers = [
        cast.say("arbroath", cast.departure(reason="05", pupil=each)).leaver for each in (found, sought)
    ]
    cast.say("leith", cast.arrival(pupil=found, protection="protected"))

    counts, pages = [], []
    for leaver, child in zip(leavers, (found, sought), strict=True):
        with counted_statements() as statements:
            page = _without_ids(arbroath.get(f"/leavers/{leaver}"))
        counts.append(statements.count)
        pages.append(page.replace(child["surname"], "NAME").replace(child["scn"], "SCN"))

    assert pages[0] == pages[1]
    assert counts[0] == counts[1]


def test_an_upload_beyond_all_limits_is_not_read(arbroath: Client) -> None:
    answer = arbroath.post("/files", {"protection": "protected"}, CONTENT_LENGTH=str(LARGEST_FORM + 1))

    assert answer.status_code == 400
