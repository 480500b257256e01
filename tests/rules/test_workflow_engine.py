from enum import StrEnum

import pytest

from onward.foundation.workflow import Move, MoveNotAllowed, Workflow


class State(StrEnum):
    EXPECTED = "expected"
    UNPLACED = "unplaced"
    NEEDS_WORK = "needs-work"
    ARRIVED = "arrived"
    PLANNED = "planned"


OPEN = frozenset({State.EXPECTED, State.UNPLACED, State.NEEDS_WORK})

WORKFLOW = Workflow(
    Move("place", start={State.UNPLACED}, end=State.EXPECTED),
    Move("raise_alarm", start={State.EXPECTED, State.UNPLACED}, end=State.NEEDS_WORK),
    Move("give_up", start={State.EXPECTED}, end=State.NEEDS_WORK),
    Move("confirm_arrival", start=OPEN, end=State.ARRIVED),
    Move("redirect", start={State.EXPECTED}, end=State.EXPECTED),
    Move("redirect", start={State.NEEDS_WORK}, end=State.UNPLACED),
    begins={State.EXPECTED, State.UNPLACED},
)

ENDS = {
    ("place", State.UNPLACED): State.EXPECTED,
    ("raise_alarm", State.EXPECTED): State.NEEDS_WORK,
    ("raise_alarm", State.UNPLACED): State.NEEDS_WORK,
    ("give_up", State.EXPECTED): State.NEEDS_WORK,
    ("confirm_arrival", State.EXPECTED): State.ARRIVED,
    ("confirm_arrival", State.UNPLACED): State.ARRIVED,
    ("confirm_arrival", State.NEEDS_WORK): State.ARRIVED,
    ("redirect", State.EXPECTED): State.EXPECTED,
    ("redirect", State.NEEDS_WORK): State.UNPLACED,
}
NAMES = ("place", "raise_alarm", "give_up", "confirm_arrival", "redirect")


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("name", NAMES)
def test_each_move_from_each_state_leads_on_or_is_refused(name: str, state: State) -> None:
    if (name, state) in ENDS:
        assert WORKFLOW.end_of(name, state) is ENDS[name, state]
    else:
        with pytest.raises(MoveNotAllowed):
            WORKFLOW.end_of(name, state)


def test_a_refusal_says_what_was_tried_and_what_would_be_allowed() -> None:
    with pytest.raises(MoveNotAllowed) as refusal:
        WORKFLOW.end_of("place", State.NEEDS_WORK)

    assert refusal.value.move == "place"
    assert refusal.value.state is State.NEEDS_WORK
    assert refusal.value.allowed == ("confirm_arrival", "redirect")
    assert str(refusal.value) == (
        "place is not allowed from the state 'needs-work'; allowed: confirm_arrival, redirect."
    )


def test_a_refusal_from_a_last_state_says_that_nothing_is_allowed() -> None:
    with pytest.raises(MoveNotAllowed, match="allowed: nothing"):
        WORKFLOW.end_of("place", State.ARRIVED)


def test_a_move_that_does_not_exist_is_a_mistake_and_not_a_refusal() -> None:
    with pytest.raises(ValueError, match="no move is named 'plaec'"):
        WORKFLOW.end_of("plaec", State.UNPLACED)


def test_the_allowed_moves_come_in_the_order_of_the_table() -> None:
    allowed = WORKFLOW.allowed(State.EXPECTED)

    assert [move.name for move in allowed] == ["raise_alarm", "give_up", "confirm_arrival", "redirect"]
    assert WORKFLOW.allowed(State.ARRIVED) == ()


def test_the_starts_of_a_name_are_those_of_all_its_moves() -> None:
    assert WORKFLOW.starts_of("redirect") == {State.EXPECTED, State.NEEDS_WORK}


def test_the_states_are_all_states_in_their_own_order() -> None:
    assert WORKFLOW.states == tuple(State)


def test_a_move_keeps_its_starts_whatever_becomes_of_the_set() -> None:
    starts = {State.EXPECTED}
    move = Move("withdraw", start=starts, end=State.ARRIVED)

    starts.clear()

    assert move.start == {State.EXPECTED}
    assert hash(move)


def test_two_moves_of_one_name_cannot_start_from_one_state() -> None:
    with pytest.raises(ValueError, match="two moves named 'place' start from unplaced"):
        Workflow(
            Move("place", start={State.UNPLACED}, end=State.EXPECTED),
            Move("place", start={State.UNPLACED, State.EXPECTED}, end=State.ARRIVED),
        )


def test_a_move_needs_a_start() -> None:
    nowhere: frozenset[State] = frozenset()

    with pytest.raises(ValueError, match="'place' has no start"):
        Workflow(Move("place", start=nowhere, end=State.EXPECTED))


def test_a_workflow_needs_a_move() -> None:
    with pytest.raises(ValueError, match="at least one move"):
        Workflow[State]()


def test_the_diagram_shows_states_beginnings_moves_and_ends() -> None:
    assert WORKFLOW.to_mermaid("Transfer").splitlines() == [
        "---",
        "title: Transfer",
        "---",
        "stateDiagram-v2",
        '    state "expected" as expected',
        '    state "unplaced" as unplaced',
        '    state "needs work" as needs_work',
        '    state "arrived" as arrived',
        '    state "planned" as planned',
        "    [*] --> expected",
        "    [*] --> unplaced",
        "    expected --> needs_work : raise_alarm, give_up",
        "    expected --> arrived : confirm_arrival",
        "    expected --> expected : redirect",
        "    unplaced --> expected : place",
        "    unplaced --> needs_work : raise_alarm",
        "    unplaced --> arrived : confirm_arrival",
        "    needs_work --> arrived : confirm_arrival",
        "    needs_work --> unplaced : redirect",
        "    arrived --> [*]",
    ]
