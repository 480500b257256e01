"""National officers look for a child in the whole country: with more identifiers, and with a reason."""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.harness.cast import Cast, pupil
from tests.harness.joining import text
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.two_worlds import UUID as UUIDS

from onward.access.facts import NATIONAL_SERVICE
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.pupils.models import Pupil

STRANGE = "7d8f2a54-1c52-4b4e-8a41-2b7c9d0e1f22"
WHY = "Referred by Angus on 1 September"


@pytest.fixture
def officer_id(cast: Cast) -> UUID:
    return employ("national-cme-officer", NATIONAL_SERVICE, now=cast.now, name="Nora National")


@pytest.fixture
def officer(officer_id: UUID) -> Client:
    return signed_in(officer_id)


def asked(child: dict[str, Any], **changes: str) -> dict[str, str]:
    born = child["born"]
    return {
        "surname": child["surname"],
        "forename": child["forename"],
        "born_day": str(born.day),
        "born_month": str(born.month),
        "born_year": str(born.year),
        "sex": child["sex"],
        "reason": WHY,
    } | changes


def moved(cast: Cast, **changes: Any) -> dict[str, Any]:
    child = pupil(**changes)
    assert cast.say("arbroath", cast.departure(to="selkirk", pupil=child)).is_accepted
    return child


def pupil_of(child: dict[str, Any]) -> UUID:
    with seen_as(HUB):
        return Pupil.objects.get(surname=child["surname"]).id


def search(client: Client, given: dict[str, str]) -> Any:
    return client.post("/national/pupils", given, follow=True)


def test_a_child_is_found_by_name_day_of_birth_and_one_thing_more(cast: Cast, officer: Client) -> None:
    child = moved(cast)

    by_sex = text(search(officer, asked(child)))
    by_number = text(search(officer, asked(child, sex="", number=child["scn"])))

    assert f"/national/pupils/{pupil_of(child)}" in by_sex
    assert "Same last name, first name, date of birth and sex" in by_sex
    assert f"/national/pupils/{pupil_of(child)}" in by_number


@pytest.mark.parametrize("lacking", ["surname", "forename", "born_day", "sex", "reason"])
def test_less_is_refused(cast: Cast, officer: Client, lacking: str) -> None:
    answer = officer.post("/national/pupils", asked(moved(cast), **{lacking: ""}))

    assert answer.status_code == 200
    assert "There is a problem" in text(answer)


def test_a_reason_with_a_telephone_number_is_refused(cast: Cast, officer: Client) -> None:
    answer = officer.post("/national/pupils", asked(moved(cast), reason="Call 0131 496 0000"))

    assert "Leave postcodes and telephone numbers out" in text(answer)


def test_a_number_that_is_another_s_finds_nobody(cast: Cast, officer: Client) -> None:
    child, other = moved(cast), moved(cast)

    assert "Nobody was found" in text(search(officer, asked(child, number=other["scn"])))


def test_the_search_is_noted_with_its_reason_and_without_what_was_sought(
    cast: Cast, officer: Client, officer_id: UUID
) -> None:
    child = moved(cast)
    search(officer, asked(child))

    with seen_as(HUB):
        entry = AuditEntry.objects.get(actor_id=str(officer_id), act="search_nation")

    assert entry.reason == WHY
    assert entry.detail["by"] == ["born", "sex"]
    assert entry.detail["seen"] == [str(pupil_of(child))]
    assert child["surname"] not in str(entry.detail)


def test_above_the_ceiling_nobody_is_shown(
    cast: Cast, officer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onward.operations.reading.national_search.CEILING", 0)
    child = moved(cast)

    page = text(search(officer, asked(child)))

    assert "Too many pupils agree" in page
    assert child["surname"] not in page


def test_a_found_pupil_opens_with_the_reason_of_the_search(cast: Cast, officer: Client) -> None:
    child = moved(cast)
    search(officer, asked(child))

    page = text(officer.get(f"/national/pupils/{pupil_of(child)}"))

    assert all(each in page for each in (child["surname"], "Arbroath", "To Selkirk", WHY, "Nora National"))


def test_otherwise_the_reason_is_asked_first(cast: Cast, officer: Client) -> None:
    child = moved(cast)
    address = f"/national/pupils/{pupil_of(child)}"

    before = text(officer.get(address))
    after = text(officer.post(address, {"reason": WHY}, follow=True))

    assert "Say why you look" in before
    assert child["surname"] not in before
    assert child["surname"] in after
    assert WHY in after


def test_the_same_is_asked_of_a_protected_child_and_of_one_that_does_not_exist(
    cast: Cast, officer: Client
) -> None:
    protected = pupil()
    departure = cast.departure(to="selkirk", pupil=protected, protection="protected")
    assert cast.say("arbroath", departure).is_accepted

    answers = []
    for each in (str(pupil_of(protected)), STRANGE):
        address = f"/national/pupils/{each}"
        asking, answer = officer.get(address), officer.post(address, {"reason": WHY}, follow=True)
        told = UUIDS.sub("*", answer.content.decode())
        answers.append((asking.status_code, answer.status_code, told))

    assert answers[0] == answers[1]
    assert answers[0][:2] == (200, 404)


def test_a_search_costs_the_same_for_one_and_for_several(cast: Cast, officer: Client) -> None:
    child = moved(cast)
    given = asked(child, sex="", number=child["scn"])
    search(officer, given)
    with counted_statements() as one:
        search(officer, given)
    for sex in ("M", "U"):
        moved(cast, surname=child["surname"], scn=child["scn"], sex=sex)

    with counted_statements() as several:
        search(officer, given)

    assert one.count == several.count
