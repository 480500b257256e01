"""What somebody typed outlasts their session: for them alone, in their seat, for eight hours, no secrets."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.harness.cast import Cast
from tests.harness.factors import give_app_to, give_both, give_password_to
from tests.harness.people import employ, signed_in
from tests.harness.systems import MovedClock

from onward.access.facts import at_authority, at_school
from onward.access.models import Person
from onward.database.sight import seen_as
from onward.foundation.sight import HUB, SIGN_IN
from onward.messaging.sealing import PayloadNotReadable
from onward.web.models import KeptAnswers
from onward.web.sign_in import kept_answers, was_here
from onward.web.sign_in.sealed_text import unseal
from onward.web.sign_in.sessions import SessionStore

EMAIL = "skye@angus.example"
INVITE = "/people/invite"
TYPED = {"name": "Bruno Borders", "email": "bruno@council.example", "role": "s2s-coordinator"}
pytestmark = pytest.mark.slow


@pytest.fixture
def skye_id(cast: Cast) -> UUID:
    person_id = employ("administrator", at_authority("120"), now=cast.now, email=EMAIL)
    give_password_to(person_id)
    return person_id


@pytest.fixture
def skye(skye_id: UUID) -> Client:
    """Somebody who has looked at a page."""
    client = signed_in(skye_id)
    client.get(INVITE)
    return client


def end(client: Client, *, in_seconds: int = -1) -> None:
    """Let the session of this browser end as time does."""
    key = client.cookies["sessionid"].value
    with seen_as(SIGN_IN):
        ends = timezone.now() + timedelta(seconds=in_seconds)
        assert Session.objects.filter(session_key=key).update(expire_date=ends) == 1


def rows() -> list[KeptAnswers]:
    with seen_as(SIGN_IN):
        return list(KeptAnswers.objects.order_by("kept_at", "id"))


def kept(person_id: UUID, cast: Cast) -> list[kept_answers.Kept]:
    return kept_answers.kept_for(person_id, now=cast.now)


def leave(client: Client, answers: Any, page: str = INVITE) -> Any:
    return client.post("/account/session/leave", {"page": page, "answers": json.dumps(answers)})


def test_a_form_that_is_sent_too_late_is_kept_and_nothing_is_done(
    skye: Client, skye_id: UUID, cast: Cast
) -> None:
    end(skye)

    answer = skye.post(INVITE, TYPED)

    assert answer["Location"] == "/account/signed-out?answers=kept"
    assert "is kept for eight hours" in skye.get(answer["Location"]).content.decode()
    [found] = kept(skye_id, cast)
    assert dict(found.answers) == TYPED
    assert found.is_sent
    with seen_as(HUB):
        assert not Person.objects.filter(email=TYPED["email"]).exists()


def test_after_signing_in_again_it_is_offered_and_sent(skye: Client, skye_id: UUID, cast: Cast) -> None:
    secret = give_app_to(skye_id)
    end(skye)
    skye.post(INVITE, TYPED)

    back = give_both(skye, EMAIL, secret)
    listed = skye.get(back["Location"]).content.decode()
    [found] = kept(skye_id, cast)
    opened = skye.post("/kept", {"open": str(found.id)})
    page = skye.get(opened["Location"]).content.decode()
    sent = skye.post(INVITE, {**dict(found.answers), "kept-answers": str(found.id)})

    assert back["Location"] == "/kept"
    assert "Sent too late, so it was not done" in listed
    assert f'action="{INVITE}"' in page
    assert "Bruno Borders" in page
    assert sent.status_code == 302
    assert rows() == []
    with seen_as(HUB):
        assert Person.objects.filter(email=TYPED["email"]).exists()


def test_what_is_kept_is_encrypted_and_bound_to_the_person(skye: Client, skye_id: UUID) -> None:
    end(skye)
    skye.post(INVITE, TYPED)

    [row] = rows()
    assert "Bruno" not in row.content
    with pytest.raises(PayloadNotReadable):
        unseal(row.content, purpose="kept answers", bound_to=UUID(int=1))


def test_secrets_and_files_are_never_kept(skye: Client, skye_id: UUID, cast: Cast) -> None:
    end(skye)
    names = ("password", "new_password1", "code", "csrfmiddlewaretoken", "api_token")
    file = SimpleUploadedFile("a.pdf", b"%PDF")

    skye.post(INVITE, {"name": "Bruno", "postcode": "x", **dict.fromkeys(names, "x"), "file": file})

    [found] = kept(skye_id, cast)
    assert dict(found.answers) == {"name": "Bruno", "postcode": "x"}


def test_a_stranger_keeps_nothing(cast: Cast, skye_id: UUID) -> None:
    forged = Client()
    forged.cookies[was_here.COOKIE] = f'["{skye_id}",1,"x"]:x:x'

    for client in (Client(), forged):
        assert client.post(INVITE, TYPED)["Location"].startswith("/account/sign-in")
        assert leave(client, [["name", "x"]]).json() == {"answers": "lost"}
    assert rows() == []


def test_who_signed_out_has_left_or_has_another_password_keeps_nothing(skye: Client, skye_id: UUID) -> None:
    cookie = skye.cookies[was_here.COOKIE].value
    skye.post("/account/sign-out")

    assert skye.post(INVITE, TYPED)["Location"].startswith("/account/sign-in")
    skye.cookies[was_here.COOKIE] = cookie
    give_password_to(skye_id, "another long pass phrase")
    assert skye.post(INVITE, TYPED)["Location"].startswith("/account/sign-in")
    assert rows() == []


def test_too_much_is_not_kept_and_one_is_told_so(skye: Client) -> None:
    end(skye)

    answer = skye.post(INVITE, {"name": "x" * (kept_answers.LARGEST + 1)})

    assert answer["Location"] == "/account/signed-out?answers=lost"
    assert "could not be kept" in skye.get(answer["Location"]).content.decode()
    assert rows() == []


def test_the_newest_five_forms_are_kept(skye: Client, skye_id: UUID, cast: Cast) -> None:
    end(skye)

    for number in range(7):
        leave(skye, [["name", str(number)]])

    assert [each.answers[0][1] for each in kept(skye_id, cast)] == ["6", "5", "4", "3", "2"]


def test_after_eight_hours_nothing_is_offered_and_nothing_lies_there(
    skye: Client, skye_id: UUID, cast: Cast, clock: MovedClock
) -> None:
    end(skye)
    skye.post(INVITE, TYPED)

    clock.later(hours=8)

    assert kept_answers.kept_for(skye_id, now=clock.now()) == []
    assert len(rows()) == 1
    SessionStore.clear_expired()
    assert rows() == []


def test_nobody_else_opens_reads_or_throws_away(skye: Client, skye_id: UUID, cast: Cast) -> None:
    end(skye)
    skye.post(INVITE, TYPED)
    [found] = kept(skye_id, cast)
    other = signed_in(employ("administrator", at_authority("120"), now=cast.now, email="other@angus.example"))

    assert "Nothing is kept for you" in other.get("/kept").content.decode()
    assert other.post("/kept", {"open": str(found.id)}).status_code == 404
    for address in (f"/kept/{found.id}", f"/kept/{found.id}/answers"):
        assert other.get(address).status_code == 404
    other.post(f"/kept/{found.id}/throw-away")
    other.post(INVITE, {"kept-answers": str(found.id)})
    assert len(rows()) == 1


def test_it_is_opened_in_the_seat_in_which_it_was_typed(skye: Client, skye_id: UUID, cast: Cast) -> None:
    school = at_school(cast.schools["arbroath"].id)
    employ("school-office", school, now=cast.now, email=EMAIL)
    end(skye)
    skye.post(INVITE, TYPED)
    [found] = kept(skye_id, cast)
    again = signed_in(skye_id)
    with seen_as(HUB):
        at_the_school = Person.objects.get(pk=skye_id).memberships.get(role="school-office").pk
    again.post("/seat", {"seat": at_the_school})

    before = again.get(f"/kept/{found.id}").status_code
    again.post("/kept", {"open": str(found.id)})

    assert before == 404
    assert again.get(f"/kept/{found.id}").status_code == 200
    with seen_as(HUB):
        Person.objects.get(pk=skye_id).memberships.filter(pk=found.membership_id).update(
            until_on=cast.now.date()
        )
    assert again.get(f"/kept/{found.id}").status_code == 404


def test_what_is_kept_is_thrown_away(skye: Client, skye_id: UUID, cast: Cast) -> None:
    leave_and_come_back = [["name", "Bruno"]]
    end(skye, in_seconds=5)
    leave(skye, leave_and_come_back)
    [found] = kept(skye_id, cast)

    answer = signed_in(skye_id).post(f"/kept/{found.id}/throw-away")

    assert answer["Location"] == "/kept"
    assert rows() == []


def test_leaving_keeps_what_was_typed_and_ends_the_session(skye: Client, skye_id: UUID, cast: Cast) -> None:
    end(skye, in_seconds=5)

    answer = leave(skye, [["name", "Bruno"], ["role", "a"], ["role", "b"]])

    assert answer.json() == {"answers": "kept"}
    assert skye.get("/")["Location"].startswith("/account/sign-in")
    [found] = kept(skye_id, cast)
    assert not found.is_sent
    page = signed_in(skye_id).get(f"/kept/{found.id}").content.decode()
    assert f'href="{INVITE}#kept={found.id}"' in page
    assert "Send it now" not in page


def test_a_session_in_use_is_not_ended_by_a_window_that_slept(skye: Client) -> None:
    answer = leave(skye, [["name", "Bruno"]])

    assert answer.status_code == 409
    assert rows() == []
    assert skye.get(INVITE).status_code == 200


@pytest.mark.parametrize("given", ["{", '{"a": 1}', "[1]", "null", '[["a"]]', "[[]]"])
def test_what_no_script_of_ours_sends_is_not_kept(skye: Client, given: str) -> None:
    end(skye, in_seconds=5)

    answer = skye.post("/account/session/leave", {"page": INVITE, "answers": given})

    assert answer.status_code == 200
    assert rows() == []


def test_asking_how_long_it_lasts_does_not_prolong_it_and_staying_does(skye: Client) -> None:
    end(skye, in_seconds=100)

    asked = skye.get("/account/session").json()["left"]
    again = skye.get("/account/session").json()["left"]
    stayed = skye.post("/account/session").json()["left"]

    assert 90 <= again <= asked <= 100
    assert stayed == 3600
    assert skye.get("/account/session").json()["left"] > 3500
    assert Client().get("/account/session").json() == {"left": 0}


def test_the_way_back_after_signing_out_stays_on_this_site(cast: Cast) -> None:
    ours = Client().get("/account/signed-out?next=/leavers").content.decode()
    foreign = Client().get("/account/signed-out?next=https://evil.example/").content.decode()

    assert 'href="/account/sign-in?next=%2Fleavers"' in ours
    assert "evil" not in foreign
