"""A story numbers its steps, keeps to the width, and stops loudly where it is not true."""

import pytest

from onward.demo.stories.narrator import Narrator, StoryTurnedOutFalse


def test_steps_are_numbered_and_wrapped() -> None:
    lines: list[str] = []
    narrator = Narrator(lines.append, width=40)

    narrator.given("A child is a pupil of a school whose name is long.")
    narrator.then("It is so.", seen=("accepted", 1), wanted=("accepted", 1))
    narrator.show(["word for word"])

    assert lines == [
        "  1  Given A child is a pupil of a\n           school whose name is long.",
        "  2  Then  It is so.",
        "           - word for word",
    ]


def test_a_story_that_is_not_true_stops_and_says_what_was_seen() -> None:
    lines: list[str] = []
    narrator = Narrator(lines.append, width=40)
    narrator.when("Somebody speaks.")

    with pytest.raises(StoryTurnedOutFalse, match=r"Step 2 .*\n.*'refused', not 'accepted'"):
        narrator.then("It is accepted.", seen="refused", wanted="accepted")

    assert len(lines) == 1
