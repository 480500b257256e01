"""Alarms of an authority: who has to act, and what was done about them."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from tests.doors.test_web_authority import joiner_of, left, text_of
from tests.harness.cast import CLERK, Cast
from tests.harness.people import employ, signed_in
from tests.harness.statements import counted_statements
from tests.harness.systems import MovedClock

from onward.access.facts import at_authority
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.operations.sweeps.alarms import climb, raise_alarms
from onward.operations.sweeps.notices import tell_origins
from onward.transfers.models import AlarmNote


@pytest.fixture
def alarmed(cast: Cast, clock: MovedClock) -> UUID:
    """A pupil who left Arbroath for Selkirk long ago, and of whom nobody has said anything since."""
    leaver = left(cast)[0]
    weeks_pass(cast, clock)
    return leaver


def weeks_pass(cast: Cast, clock: MovedClock, weeks: int = 4) -> None:
    cast.later(weeks=weeks)
    clock.moment = cast.now
    for sweep in (raise_alarms, tell_origins):
        assert sweep(by=CLERK, now=cast.now).failed == []


@pytest.fixture
def carol(cast: Cast) -> Client:
    """She works the alarms of Angus."""
    return signed_in(employ("cme-coordinator", at_authority("120"), now=cast.now, name="Carol Angus"))


@pytest.fixture
def dora(cast: Cast) -> Client:
    """She works the alarms of Borders."""
    return signed_in(employ("cme-coordinator", at_authority("355"), now=cast.now, email="dora@cast.example"))


def test_each_side_sees_its_own_alarm(cast: Cast, alarmed: UUID, carol: Client, dora: Client) -> None:
    out, into = text_of(carol, "/authority/alarms"), text_of(dora, "/authority/alarms")

    assert f"/authority/alarms/{alarmed}" in out
    assert f"/authority/alarms/{joiner_of(alarmed)}" in into
    assert "Selkirk has to say" in into
    assert dora.get(f"/authority/alarms/{alarmed}").status_code == 404


def test_no_alarm_is_an_empty_page_that_says_so(cast: Cast, carol: Client) -> None:
    left(cast)

    assert "No alarm is open" in text_of(carol, "/authority/alarms")


def test_an_alarm_that_nobody_acts_on_comes_to_the_next_level(
    cast: Cast, clock: MovedClock, alarmed: UUID, dora: Client
) -> None:
    cast.later(weeks=3)
    clock.moment = cast.now
    assert climb(by=CLERK, now=cast.now).failed == []

    assert "Telephone Selkirk" in text_of(dora, "/authority/alarms?level=s2s")
    assert "No alarm matches these filters" in text_of(dora, "/authority/alarms?level=school")


def test_what_was_done_is_kept_with_name_and_time(
    cast: Cast, alarmed: UUID, carol: Client, dora: Client
) -> None:
    untouched = text_of(carol, "/authority/alarms?untouched=yes")
    carol.post(f"/authority/alarms/{alarmed}/note", {"step": "taken-up"})
    done = carol.post(f"/authority/alarms/{alarmed}/note", {"step": "visited-home"}, follow=True)

    page = done.content.decode()
    assert str(alarmed) in untouched
    assert "Your note was kept." in page
    assert page.index("Visited the home") < page.index("Took it up")
    assert "Carol Angus: visited the home" in text_of(carol, "/authority/alarms")
    assert "No alarm matches these filters" in text_of(carol, "/authority/alarms?untouched=yes")
    assert "Nobody has taken it up" in text_of(dora, "/authority/alarms")
    with seen_as(HUB):
        acts = AuditEntry.objects.filter(act="note_alarm", subject_id=str(alarmed))
        assert [each.detail["step"] for each in acts.order_by("id")] == ["taken-up", "visited-home"]


def test_a_note_without_a_step_is_asked_for_again(cast: Cast, alarmed: UUID, carol: Client) -> None:
    answer = carol.post(f"/authority/alarms/{alarmed}/note", {"step": "moved house"})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    with seen_as(HUB):
        assert not AlarmNote.objects.exists()


def test_nobody_notes_anything_about_another_authoritys_alarm(
    cast: Cast, alarmed: UUID, dora: Client
) -> None:
    answer = dora.post(f"/authority/alarms/{alarmed}/note", {"step": "taken-up"})

    assert answer.status_code == 404
    with seen_as(HUB):
        assert not AlarmNote.objects.exists()


def test_who_chases_transfers_sees_alarms_and_notes_nothing(cast: Cast, alarmed: UUID) -> None:
    client = signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now))

    page = text_of(client, f"/authority/alarms/{alarmed}")

    assert "Note what you did" not in page
    assert client.post(f"/authority/alarms/{alarmed}/note", {"step": "taken-up"}).status_code == 404


def test_the_notes_on_a_child_who_becomes_protected_are_seen_no_more(
    cast: Cast, alarmed: UUID, dora: Client
) -> None:
    joiner = joiner_of(alarmed)
    dora.post(f"/authority/alarms/{joiner}/note", {"step": "visited-home"})

    cast.say("selkirk", cast.arrival(joiner=str(joiner), arrived_on=cast.now.date()))
    cast.say("selkirk", cast.arrival(joiner=str(joiner), arrived_on=cast.now.date(), protection="protected"))

    assert dora.get(f"/authority/alarms/{joiner}").status_code == 404
    with seen_as(HUB):
        assert [each.is_shielded for each in AlarmNote.objects.all()] == [True]


@pytest.mark.parametrize("authority", ["120", "355"])
def test_twenty_alarms_cost_what_one_costs(
    cast: Cast, clock: MovedClock, alarmed: UUID, authority: str
) -> None:
    client = signed_in(employ("cme-coordinator", at_authority(authority), now=cast.now))
    face = alarmed if authority == "120" else joiner_of(alarmed)
    client.post(f"/authority/alarms/{face}/note", {"step": "taken-up"})
    counts = []
    for more in (0, 19):
        if more:
            left(cast, more, leaving_on=cast.now.date() - timedelta(days=1))
            weeks_pass(cast, clock)
        client.get("/authority/alarms")
        with counted_statements() as statements:
            page = text_of(client, "/authority/alarms")
        assert f"of {more + 1}" in page
        counts.append(statements.count)

    assert counts[0] == counts[1]
