"""Files that come again: a repeat, unless the school itself took back what they said."""

import json
from datetime import date
from typing import Any

import pytest
from tests.harness.cast import Cast, open_the_hub, pupil
from tests.harness.files import csv_file, lines, office, said
from tests.harness.statements import counted_statements

from onward.database.undone import undone
from onward.foundation.sight import HUB
from onward.messaging.models import Message
from onward.operations.intake.files import Line, Mode
from onward.transfers.models import Leaver, Transfer


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def told(line: Line) -> tuple[bool, bool, list[str]]:
    return line.is_accepted, line.is_repeated, [each.code for each in line.faults]


def take_back(leaver: object) -> dict[str, Any]:
    return {"kind": "withdrawal", "leaver": str(leaver)}


@pytest.mark.parametrize("takes_back", [False, True], ids=["it stands", "it was taken back"])
def test_whether_the_child_was_found_does_not_change_the_answer(cast: Cast, takes_back: bool) -> None:
    child = pupil()
    content = csv_file(cast, [child])

    def told_in_a_world(*, found: bool) -> list[tuple[bool, bool, list[str]]]:
        with undone(HUB):
            (first,) = lines(cast, content, "a.csv")
            if found:
                cast.say("leith", cast.arrival(pupil=child, protection="protected"))
            if takes_back and first.verdict:
                assert cast.say("arbroath", take_back(first.verdict.leaver)).is_accepted
            return [told(lines(cast, content, "a.csv")[0]) for _ in range(2)]

    sought, found = told_in_a_world(found=False), told_in_a_world(found=True)

    assert sought == found
    assert [is_repeated for _, is_repeated, _ in found] == [not takes_back, True]


def test_it_may_be_taken_back_and_said_again_many_times(cast: Cast) -> None:
    content = csv_file(cast, [pupil()])

    for turn in range(1, 4):
        (line,) = lines(cast, content, "a.csv")
        assert (line.is_repeated, line.key.endswith(f"-{turn}")) == (False, turn > 1)
        assert line.verdict
        cast.say("arbroath", take_back(line.verdict.leaver))

    assert Leaver.objects.filter(standing="withdrawn").count() == 3


def test_taken_back_and_said_again_in_one_file(cast: Cast) -> None:
    item = said(cast, pupil())
    (first,) = lines(cast, json.dumps(item).encode())
    assert first.verdict
    back = take_back(first.verdict.leaver)
    content = b"\n".join(json.dumps(each).encode() for each in (back, item, item))

    checked = lines(cast, content, mode=Mode.CHECK)
    taken = lines(cast, content)

    assert [each.is_repeated for each in taken] == [False, False, True]
    assert [told(each) for each in checked] == [told(each) for each in taken]
    assert sorted(Transfer.objects.values_list("state", flat=True)) == ["expected", "withdrawn"]


def test_a_departure_created_in_error_is_a_repeat_until_the_pupil_leaves_after_all(cast: Cast) -> None:
    left = said(cast, pupil())
    in_error = left | {"reason": "-"}

    told_of = [lines(cast, json.dumps(each).encode())[0].is_repeated for each in (left, in_error, in_error)]
    after_all = [lines(cast, json.dumps(each).encode())[0].is_repeated for each in (left, left, in_error)]

    assert (told_of, after_all) == ([False, False, True], [False, True, False])
    assert set(Transfer.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_record_by_file_goes_with_each_departure(cast: Cast) -> None:
    child = pupil()
    record = {"kind": "record", "pupil": child | {"born": str(child["born"])}, "record": {"core": {"a": 1}}}
    content = b"\n".join(json.dumps(each).encode() for each in (said(cast, child), record))
    first, _ = lines(cast, content)
    assert first.verdict
    cast.say("arbroath", take_back(first.verdict.leaver))

    again, once_more = lines(cast, content), lines(cast, content)

    assert [each.is_repeated for each in (*again, *once_more)] == [False, False, True, True]
    newest = Transfer.objects.get(state="expected")
    assert Message.objects.filter(kind="record", transfer_id=newest.id).count() == 1


def test_an_arrival_stays_a_repeat_while_the_pupil_is_there(cast: Cast) -> None:
    arrival = cast.arrival(pupil=pupil(), arrived_on=date(2026, 8, 20))
    content = json.dumps(arrival, default=str).encode()
    lines(cast, content)
    joined = Transfer.objects.get()

    assert [lines(cast, content)[0].is_repeated for _ in range(2)] == [True, True]
    assert Transfer.objects.get() == joined


def test_a_key_that_was_given_answers_the_same_whatever_was_taken_back(cast: Cast) -> None:
    content = json.dumps({"key": "mis-1", "item": said(cast, pupil())}).encode()
    (first,) = lines(cast, content)
    assert first.verdict
    cast.say("arbroath", take_back(first.verdict.leaver))

    (again,) = lines(cast, content)

    assert again.is_repeated
    assert again.verdict
    assert again.verdict.message_id == first.verdict.message_id


@pytest.mark.parametrize("are_taken_back", [False, True])
def test_the_statements_do_not_depend_on_how_many_come_again(cast: Cast, are_taken_back: bool) -> None:
    counts = []
    for size in (1, 20):
        content = csv_file(cast, [pupil() for _ in range(size)])
        for line in lines(cast, content, "a.csv"):
            if are_taken_back and line.verdict:
                cast.say("arbroath", take_back(line.verdict.leaver))
        with counted_statements() as sent:
            lines(cast, content, "a.csv", by=office(cast))
        counts.append(sent.count)

    assert counts[0] == counts[1]
