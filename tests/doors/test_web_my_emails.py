"""People choose which e-mails they get, and the link of a reminder leads to the list that it counted."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from tests.harness.cast import CLERK, Cast
from tests.harness.people import employ, signed_in

from onward.access import services as access
from onward.access.facts import at_authority, at_school
from onward.access.models import Person
from onward.access.roles import Held
from onward.access.seats import seats_of
from onward.database.sight import seen_as
from onward.emails.bounces import note_bounces
from onward.emails.choices import USUAL, rhythms_of
from onward.emails.kinds import EmailKind, Rhythm
from onward.foundation.sight import HUB
from onward.operations.reminding.matters import MATTERS, Matter, kinds_for
from onward.web.emails.leading import LISTS


@pytest.fixture
def ailsa_id(cast: Cast) -> UUID:
    return employ("s2s-coordinator", at_authority("120"), now=cast.now)


def test_every_choice_is_kept_and_another_persons_stays(cast: Cast, morag: Client, morag_id: UUID) -> None:
    other = employ(
        "school-office", at_school(cast.schools["leith"].id), now=cast.now, email="leith@cast.example"
    )
    kinds = [each for each in EmailKind if each.value in morag.get("/my-emails").content.decode()]
    given = {each.value: Rhythm.NEVER.value for each in kinds if each in USUAL}
    given["records"] = Rhythm.AT_ONCE.value

    page = morag.post("/my-emails", given, follow=True).content.decode()

    assert "You get e-mails as you chose." in page
    rhythms = rhythms_of([morag_id, other])
    assert rhythms[morag_id][EmailKind.RECORDS] is Rhythm.AT_ONCE
    assert rhythms[morag_id][EmailKind.ALARMS] is Rhythm.NEVER
    assert rhythms[other] == USUAL


def test_only_what_concerns_the_role_is_asked_and_nothing_about_signing_in(morag: Client) -> None:
    page = morag.get("/my-emails").content.decode()

    assert "Leavers who need a destination" in page
    assert "Reviews of access" not in page
    assert 'name="invitation"' not in page
    assert 'name="new-password"' not in page


def test_without_an_answer_the_form_says_which_is_missing(morag: Client) -> None:
    answer = morag.post("/my-emails", {"records": "at-once"})

    assert answer.status_code == 422
    assert "Choose how you get: alarms that come into my hands" in answer.content.decode()


@pytest.mark.parametrize("matter", MATTERS, ids=lambda matter: matter.name)
def test_the_link_of_every_matter_opens_its_list(cast: Cast, matter: Matter) -> None:
    at = at_school(cast.schools["arbroath"].id) if matter.held is Held.SCHOOL else at_authority("120")
    for role in matter.roles:
        person_id = employ(role.name, at, now=cast.now)
        [seat] = seats_of(person_id, on=cast.now.date())

        answer = signed_in(person_id).get(
            reverse("reminder", args=[seat.membership_id, matter.name]),
            follow=True,
        )

        assert answer.status_code == 200
        name, query = LISTS[matter.name]
        assert answer.redirect_chain[-1][0] == reverse(name) + query


def test_a_reminder_for_another_seat_asks_before_it_is_taken(cast: Cast, ailsa_id: UUID) -> None:
    access.give_role(
        person_id=ailsa_id,
        role="school-office",
        at=at_school(cast.schools["arbroath"].id),
        from_on=cast.now.date(),
        by=CLERK,
        now=cast.now,
    )
    office = next(
        each for each in seats_of(ailsa_id, on=cast.now.date()) if each.role.name == "school-office"
    )
    client, address = signed_in(ailsa_id), reverse("reminder", args=[office.membership_id, "school-joiners"])

    asked = client.get(address)
    before = client.get("/joiners").status_code
    led = client.post(address, follow=True)

    assert "This concerns another of your roles" in asked.content.decode()
    assert before == 404
    assert (led.status_code, led.redirect_chain[-1][0]) == (200, "/joiners?group=overdue")


def test_somebody_elses_reminder_and_an_unknown_one_are_not_there(
    cast: Cast, morag: Client, morag_id: UUID, ailsa_id: UUID
) -> None:
    [own], [foreign] = (seats_of(each, on=cast.now.date()) for each in (morag_id, ailsa_id))

    for seat, matter in (
        (foreign.membership_id, "s2s-alarms"),
        (own.membership_id, "fly"),
        (0, "school-joiners"),
    ):
        assert morag.get(reverse("reminder", args=[seat, matter])).status_code == 404


def test_every_matter_has_a_list_and_a_kind_that_somebody_can_choose() -> None:
    assert LISTS.keys() == {each.name for each in MATTERS}
    for matter in MATTERS:
        assert all(matter.kind in kinds_for(role, matter.held) for role in matter.roles)


def test_the_day_on_which_an_address_failed_is_that_of_a_scottish_calendar(
    cast: Cast, ailsa_id: UUID
) -> None:
    at_night = datetime(2026, 8, 31, 23, 30, tzinfo=UTC)
    with seen_as(HUB):
        note_bounces([(Person.objects.get(pk=ailsa_id), "5.1.1")], by=CLERK, now=at_night)
    skye = signed_in(employ("administrator", at_authority("120"), now=cast.now, email="skye@angus.example"))

    own = signed_in(ailsa_id).get("/my-emails").content.decode()
    people = skye.get("/people").content.decode()

    assert "E-mail to you came back on 1 September 2026" in own
    assert "E-mail came back on 1 September 2026" in people
