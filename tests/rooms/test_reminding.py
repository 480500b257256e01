"""People are reminded as they chose: at once, or in one digest on a school morning, and never twice."""

import re
from datetime import UTC, date, datetime

import pytest
from tests.harness.cast import CLERK, Cast, open_the_hub
from tests.harness.messaging import office_of
from tests.harness.people import employ
from tests.harness.reminding import A_MOMENT, choose_kinds, lose_leavers, open_office, texts_of, write_now

from onward.access import services as access
from onward.access.facts import at_authority
from onward.access.models import Person
from onward.access.seats import seats_of
from onward.access.staff import REVIEW_EVERY, confirm_review
from onward.directory.models import Holiday
from onward.emails.bounces import note_bounces
from onward.emails.choices import choose
from onward.emails.kinds import CHOSEN, EmailKind, Rhythm
from onward.operations.reading.needs import needs_of_school
from onward.operations.reading.newcomers import Group
from onward.operations.reminding.matters import MATTERS, SMALLEST_TOLD
from onward.operations.sweeps.alarms import climb, raise_alarms
from onward.transfers.workflow import LeaverStanding


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_a_digest_tells_what_waits_with_links_once_a_morning(cast: Cast) -> None:
    office = open_office(cast)
    lose_leavers(cast, SMALLEST_TOLD)

    written = [write_now(cast), write_now(cast)]

    assert written == [1, 0]
    [(kind, text)] = texts_of(office)
    [seat] = seats_of(office, on=cast.now.date())
    assert kind == "digest"
    assert "3 leavers need a destination:\n" in text
    assert f"https://hub.example/reminders/{seat.membership_id}/school-destinations" in text
    assert "Change what you get:\nhttps://hub.example/my-emails" in text
    cast.later(days=1)
    assert write_now(cast) == 1


@pytest.mark.parametrize("count", range(1, SMALLEST_TOLD))
def test_small_numbers_are_not_told(cast: Cast, count: int) -> None:
    office = open_office(cast)
    lose_leavers(cast, count)

    write_now(cast)

    [(_, text)] = texts_of(office)
    assert "Leavers need a destination:\n" in text
    assert not re.search(r"\d", text.partition(":")[0])


def test_no_email_names_a_child_a_school_or_a_person(cast: Cast) -> None:
    office = open_office(cast)
    lose_leavers(cast, 4)

    write_now(cast)

    told = " ".join(text for _, text in texts_of(office)).lower()
    assert told
    for name in ("ahern", "isla", "arbroath", "5300120", "ailsa", "scn"):
        assert name not in told


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 9, 2, 6, 29, tzinfo=UTC), 0),
        (datetime(2026, 9, 2, 6, 30, tzinfo=UTC), 1),
        (datetime(2026, 9, 2, 10, 59, tzinfo=UTC), 1),
        (datetime(2026, 9, 2, 11, 0, tzinfo=UTC), 0),
        (datetime(2026, 9, 5, 8, 0, tzinfo=UTC), 0),
        (datetime(2026, 12, 1, 7, 29, tzinfo=UTC), 0),
        (datetime(2026, 12, 1, 7, 30, tzinfo=UTC), 1),
    ],
    ids=["early", "half-past-seven", "late", "noon", "saturday", "winter-early", "winter"],
)
def test_digests_come_on_mornings_of_a_scottish_wall_clock(
    cast: Cast, moment: datetime, written: int
) -> None:
    open_office(cast)
    lose_leavers(cast, 1)
    cast.now = moment

    assert write_now(cast) == written


def test_no_digest_comes_on_a_holiday_of_ones_own_authority(cast: Cast) -> None:
    arbroath, selkirk = open_office(cast), open_office(cast, "selkirk", "selkirk@cast.example")
    lose_leavers(cast, 1)
    cast.say("selkirk", cast.departure(reason="05"))
    cast.now += A_MOMENT
    Holiday.objects.create(
        authority_id="120", first_day=date(2026, 9, 1), day_after=date(2026, 9, 2), name="Local holiday"
    )

    assert write_now(cast) == 1

    assert (len(texts_of(arbroath)), len(texts_of(selkirk))) == (0, 1)


def test_at_once_tells_each_news_once_at_any_hour(cast: Cast) -> None:
    office = open_office(cast)
    choose_kinds(office, destinations=Rhythm.AT_ONCE)
    cast.now = datetime(2026, 9, 5, 22, 0, tzinfo=UTC)
    lose_leavers(cast, 1)
    written = [write_now(cast), write_now(cast)]

    lose_leavers(cast, 2)
    written += [write_now(cast), write_now(cast)]

    assert written == [1, 0, 1, 0]
    assert [kind for kind, _ in texts_of(office)] == ["destinations"] * 2
    assert "3 leavers need a destination" in texts_of(office)[1][1]


def test_what_may_still_be_on_its_way_is_waited_for(cast: Cast) -> None:
    office = open_office(cast)
    choose_kinds(office, destinations=Rhythm.AT_ONCE)
    cast.say("arbroath", cast.departure(reason="05"))

    assert write_now(cast) == 0
    cast.now += A_MOMENT
    assert write_now(cast) == 1


def test_who_chose_none_gets_none(cast: Cast) -> None:
    office = open_office(cast)
    choose(office, dict.fromkeys(CHOSEN, Rhythm.NEVER))
    lose_leavers(cast, 3)

    assert write_now(cast) == 0


def test_who_left_and_who_cannot_be_reached_get_none(cast: Cast) -> None:
    gone, failing = open_office(cast), open_office(cast, email="failing@cast.example")
    lose_leavers(cast, 3)
    access.part_with_person(person_id=gone, by=CLERK, now=cast.now)
    note_bounces([(Person.objects.get(pk=failing), "550")], by=CLERK, now=cast.now)

    assert write_now(cast) == 0


def test_an_alarm_reaches_each_as_it_comes_into_their_hands(cast: Cast) -> None:
    office = open_office(cast, "selkirk")
    s2s = employ("s2s-coordinator", at_authority("355"), now=cast.now)
    cme = employ("cme-coordinator", at_authority("355"), now=cast.now)
    people = {"office": office, "s2s": s2s, "cme": cme}
    for each in people.values():
        choose(each, dict.fromkeys(CHOSEN, Rhythm.NEVER) | {EmailKind.ALARMS: Rhythm.AT_ONCE})
    cast.say("arbroath", cast.departure(to="selkirk"))
    told: list[set[str]] = []

    for sweep in (raise_alarms, climb, climb):
        before = {name: len(texts_of(each)) for name, each in people.items()}
        cast.later(days=40)
        sweep(by=CLERK, now=cast.now)
        cast.now += A_MOMENT
        write_now(cast)
        told.append({name for name, each in people.items() if len(texts_of(each)) > before[name]})

    assert told[1:] == [{"s2s"}, {"cme"}]
    assert "An alarm is in your hands" in texts_of(cme)[-1][1]


def test_a_review_is_due_twice_a_year(cast: Cast) -> None:
    angus = at_authority("120")
    admin = employ("administrator", angus, now=cast.now)
    choose_kinds(admin, reviews=Rhythm.AT_ONCE)
    assert write_now(cast) == 0

    cast.now += REVIEW_EVERY
    written = [write_now(cast), write_now(cast)]
    confirm_review(angus, by=CLERK, now=cast.now)
    cast.later(days=1)
    written.append(write_now(cast))
    cast.now += REVIEW_EVERY
    written.append(write_now(cast))

    assert written == [1, 0, 0, 1]


def test_each_number_is_that_of_the_list_it_leads_to(cast: Cast) -> None:
    cast.say_all([cast.item("arbroath", cast.departure(to="selkirk")) for _ in range(4)])
    lose_leavers(cast, 3)
    cast.later(days=60)
    raise_alarms(by=CLERK, now=cast.now)
    cast.now += A_MOMENT

    counted = {each.name: each.count(cast.now, cast.now.date()) for each in MATTERS}
    arbroath, selkirk = cast.schools["arbroath"].id, cast.schools["selkirk"].id
    left, come = (needs_of_school(by=office_of(cast, each), now=cast.now) for each in ("arbroath", "selkirk"))

    for standing in (LeaverStanding.NEEDS_DESTINATION, LeaverStanding.OVERDUE):
        name = "school-destinations" if standing is LeaverStanding.NEEDS_DESTINATION else "school-deadlines"
        found = counted[name].get(arbroath)
        assert (found.number if found else 0) == left.leavers[standing]
    assert counted["school-records"][selkirk].number == come.new_post == 4
    assert counted["school-joiners"][selkirk].number == come.newcomers[Group.OVERDUE] == 4
    assert counted["authority-joiners"]["355"].number == 4


def test_several_seats_are_one_digest(cast: Cast) -> None:
    office = open_office(cast)
    access.give_role(
        person_id=office,
        role="s2s-coordinator",
        at=at_authority("120"),
        from_on=cast.now.date(),
        by=CLERK,
        now=cast.now,
    )
    cast.say("selkirk", cast.departure(to="arbroath"))
    cast.say("arbroath", cast.departure(reason="05"))
    cast.later(days=59)

    write_now(cast)

    [(kind, text)] = [each for each in texts_of(office) if each[0] == "digest"]
    assert kind == "digest"
    assert "/school-destinations" in text
    assert "/authority-joiners" in text
