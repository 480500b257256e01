"""The replay's plan: exactly the published traffic, made of moves that could have happened."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, pairwise
from uuid import UUID

import pytest
from pydantic import TypeAdapter

from onward.demo.nation import Nation
from onward.demo.schools import STAGES_OF
from onward.demo.traffic.budget import budgets
from onward.demo.traffic.figures import published
from onward.demo.traffic.plan import TrafficPlan
from onward.demo.traffic.planned import Ids, PlannedMessage, Speaker
from onward.demo.traffic.pools import TooFewPupils
from onward.demo.traffic.saying import pupil_of, said
from onward.directory.school_kinds import Sector
from onward.formats.forms import Kind, Protection, Said
from onward.foundation.school_age import is_over_compulsory_age

FEBRUARY = date(2008, 2, 25)
SMALL_SCALE = 0.02
SMALL = Nation(3, SMALL_SCALE, as_of=FEBRUARY)
SMALL_FIGURES = published().scaled(SMALL_SCALE)
SMALL_PLAN = [message for day in TrafficPlan(SMALL, SMALL_FIGURES).days() for message in day.messages]


def _of_kind(kind: Kind) -> list[PlannedMessage]:
    return [message for message in SMALL_PLAN if message.kind == kind]


def test_the_published_figures_are_those_of_the_report() -> None:
    figures = published()

    assert sum(figures.by_reason.values()) == 159_907
    assert sum(figures.by_month.values()) == 357_493


def test_the_months_of_every_reason_add_up() -> None:
    figures = published()

    for reason, total in figures.by_reason.items():
        assert sum(month.departures[reason] for month in budgets(figures)) == total


def test_more_departures_than_messages_are_refused() -> None:
    figures = published()
    too_few_messages = replace(figures, by_month=dict.fromkeys(figures.by_month, 10))

    with pytest.raises(ValueError, match="more departures than messages"):
        TrafficPlan(SMALL, too_few_messages)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("scale", [0.01, 0.04])
def test_a_small_plan_equals_its_figures(seed: int, scale: float) -> None:
    nation = Nation(seed, scale, as_of=FEBRUARY)
    figures = published().scaled(scale)

    by_reason, by_month = _counted(TrafficPlan(nation, figures), months=None)

    assert by_reason == {reason: count for reason, count in figures.by_reason.items() if count}
    assert by_month == figures.by_month


@pytest.mark.parametrize("months", [1, 4])
def test_the_first_months_equal_what_the_plan_expects_of_them(months: int) -> None:
    plan = TrafficPlan(SMALL, SMALL_FIGURES)

    by_reason, by_month = _counted(plan, months=months)

    assert by_month == plan.expected_by_month(months)
    assert by_reason == {reason: count for reason, count in plan.expected_by_reason(months).items() if count}


def test_the_same_nation_gives_the_same_plan() -> None:
    again = TrafficPlan(Nation(3, SMALL_SCALE, as_of=FEBRUARY), SMALL_FIGURES).days()

    assert [message for day in again for message in day.messages] == SMALL_PLAN


def test_a_nation_that_is_too_small_says_so() -> None:
    plan = TrafficPlan(Nation(3, 0.001, as_of=FEBRUARY), SMALL_FIGURES)

    with pytest.raises(TooFewPupils):
        list(plan.days())


def test_messages_come_in_order_of_time_with_numbers_of_their_own() -> None:
    times = [message.at for message in SMALL_PLAN]

    assert times == sorted(times)
    assert len({message.number for message in SMALL_PLAN}) == len(SMALL_PLAN)
    assert all(at.weekday() < 5 for at in times)


def test_nobody_is_in_two_places_at_once() -> None:
    _walk(SMALL, SMALL_PLAN)


def test_a_move_is_told_in_order_and_its_last_message_is_marked() -> None:
    moves: dict[int, list[PlannedMessage]] = {}
    for message in SMALL_PLAN:
        moves.setdefault(message.transfer_no, []).append(message)

    for told in moves.values():
        times = [message.at for message in told]
        assert all(first < second for first, second in pairwise(times))
        assert not any(message.is_last for message in told[:-1])
        assert sum(message.kind == Kind.DEPARTURE for message in told) <= 1


def test_a_destination_has_the_stage_of_the_pupil_who_comes() -> None:
    for message in _of_kind(Kind.ARRIVAL):
        school = SMALL.schools[message.school]
        assert message.stage in STAGES_OF[school.type] or message.stage == "SP"


def test_a_pupil_arrives_on_a_day_before_it_is_told() -> None:
    assert all(message.on <= message.at.date() for message in _of_kind(Kind.ARRIVAL))


def test_hardly_anybody_leaves_school_too_young() -> None:
    leavers = [message for message in _of_kind(Kind.DEPARTURE) if message.reason == "03"]
    too_young = [
        message
        for message in leavers
        if not is_over_compulsory_age(pupil_of(message, SMALL).born, message.on)
    ]

    assert 0 < len(too_young) < len(leavers) * 0.03


def test_every_kind_of_trouble_happens() -> None:
    departures = _of_kind(Kind.DEPARTURE)
    departed = {message.transfer_no for message in departures}
    arrivals = _of_kind(Kind.ARRIVAL)
    arrived = {message.transfer_no for message in arrivals}
    left_at = {message.transfer_no: message.at for message in departures}

    assert {message.kind for message in SMALL_PLAN} == set(Kind) - {Kind.REQUEST, Kind.REPORT}
    assert any(message.reason == "01" and message.transfer_no not in arrived for message in departures)
    assert any(message.transfer_no not in departed for message in arrivals)
    assert any(
        message.transfer_no in departed and message.at < left_at[message.transfer_no] for message in arrivals
    )
    assert any((message.at.date() - message.on).days > 20 for message in arrivals)
    assert any(not message.is_identified for message in arrivals)
    assert any(message.pupil >= SMALL.pupil_count for message in arrivals)
    assert any(message.protection is None for message in departures)
    assert any(message.outside for message in departures)


def test_a_destination_that_is_not_told_expects_nobody() -> None:
    hidden = {
        message.transfer_no
        for message in _of_kind(Kind.DEPARTURE)
        if message.protection != Protection.NOT_PROTECTED
    }

    assert not any(message.is_announced for message in SMALL_PLAN if message.transfer_no in hidden)
    assert not any(message.transfer_no in hidden for message in _of_kind(Kind.NO_ARRIVAL))


def test_only_schools_that_take_part_speak() -> None:
    for message in SMALL_PLAN:
        school = SMALL.schools[message.school]
        assert school.takes_part
        assert school.sector != Sector.INDEPENDENT or message.kind in {Kind.ARRIVAL, Kind.NO_ARRIVAL}


def test_an_authority_speaks_only_to_confirm_on_its_own_word() -> None:
    for message in SMALL_PLAN:
        assert (message.speaker == Speaker.AUTHORITY) == (message.evidence == "authority")


def test_all_that_is_said_is_in_the_shape_of_the_forms() -> None:
    forms: TypeAdapter[object] = TypeAdapter(Said)
    ids = _ids(SMALL_PLAN)

    for message in SMALL_PLAN:
        forms.validate_python(said(message, SMALL, ids))


def test_a_record_or_an_arrival_without_an_id_names_the_pupil() -> None:
    for kind in (Kind.RECORD, Kind.ARRIVAL):
        assert "pupil" in said(_of_kind(kind)[0], SMALL, Ids())


def test_other_kinds_cannot_be_said_without_their_id() -> None:
    for kind in (Kind.NO_ARRIVAL, Kind.REDIRECT, Kind.WITHDRAWAL, Kind.CONFIRMATION):
        with pytest.raises(KeyError):
            said(_of_kind(kind)[0], SMALL, Ids())


@pytest.mark.slow
def test_the_whole_plan_equals_the_published_figures() -> None:
    nation = Nation(7, as_of=FEBRUARY)
    figures = published()
    plan = TrafficPlan(nation, figures)
    by_reason: Counter[str] = Counter()
    by_month: Counter[str] = Counter()
    newcomers = 0

    def counting() -> Iterator[PlannedMessage]:
        nonlocal newcomers
        for message in chain.from_iterable(day.messages for day in plan.days()):
            _count(message, by_reason, by_month)
            newcomers += message.pupil >= nation.pupil_count
            yield message

    _walk(nation, counting())

    assert by_reason == figures.by_reason == plan.expected_by_reason()
    assert by_month == figures.by_month == plan.expected_by_month()
    assert newcomers < 1_500


def _counted(plan: TrafficPlan, *, months: int | None) -> tuple[Counter[str], Counter[str]]:
    by_reason: Counter[str] = Counter()
    by_month: Counter[str] = Counter()
    for day in plan.days(months):
        for message in day.messages:
            assert message.at.date() == day.day
            _count(message, by_reason, by_month)
    return by_reason, by_month


def _count(message: PlannedMessage, by_reason: Counter[str], by_month: Counter[str]) -> None:
    by_month[f"{message.at:%Y-%m}"] += 1
    if message.kind == Kind.DEPARTURE:
        by_reason[message.reason] += 1


def _walk(nation: Nation, messages: Iterable[PlannedMessage]) -> None:
    """Follow each pupil: they leave from where they are, and arrive only when they have left or moved."""
    where: dict[int, int] = {}
    under_way: dict[int, int] = {}
    for message in messages:
        if message.pupil >= nation.pupil_count:
            continue
        if message.kind not in {Kind.DEPARTURE, Kind.ARRIVAL}:
            continue
        home = where[message.pupil] if message.pupil in where else nation.pupil(message.pupil).school
        if message.kind == Kind.DEPARTURE and under_way.get(message.pupil) != message.transfer_no:
            assert message.school == home
            assert message.pupil not in under_way or message.pupil in where
            under_way[message.pupil] = message.transfer_no
        if message.kind == Kind.ARRIVAL:
            assert message.school != home
            assert under_way.setdefault(message.pupil, message.transfer_no) == message.transfer_no
            where[message.pupil] = message.school


def _ids(messages: Iterable[PlannedMessage]) -> Ids:
    leavers = {message.transfer_no: str(UUID(int=message.transfer_no)) for message in messages}
    joiners = {
        (message.transfer_no, message.school): str(UUID(int=message.number))
        for message in messages
        if message.kind in (Kind.ARRIVAL, Kind.NO_ARRIVAL)
    }
    return Ids(leavers=leavers, joiners=joiners)
