"""Files through the intake: one bad pupil stops nobody, and nothing is ever doubled."""

import json
from datetime import date
from typing import Any

import pytest
from tests.harness import files
from tests.harness.cast import Cast, open_the_hub, pupil
from tests.harness.files import lines, office, sent

from onward.audit.models import AuditEntry
from onward.formats.lists.list_column import ListKind
from onward.formats.sniff import FileKind
from onward.foundation.errors import NotPermitted
from onward.messaging.models import Delivery, Message
from onward.operations.intake.files import Line, Mode
from onward.transfers.models import Transfer


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def codes(line: Line) -> list[str]:
    return [each.code for each in line.faults]


def class_of(count: int, *, bad: int) -> list[dict[str, Any]]:
    """Pupils of whom one has a number whose check digit is wrong."""
    pupils = [pupil() for _ in range(count)]
    pupils[bad]["born"] = "2016-02-31"
    return pupils


@pytest.mark.slow
@pytest.mark.parametrize("name", files.FORMATS)
def test_one_bad_pupil_of_three_hundred_stops_nobody(cast: Cast, name: str) -> None:
    content = files.FORMATS[name](cast, class_of(300, bad=150))

    told = lines(cast, content, name)

    assert [each.index for each in told] == list(range(300))
    assert [each.index for each in told if not each.is_accepted] == [150]
    assert told[149].line < told[150].line < told[151].line
    assert [(bool(each.path), bool(each.mend)) for each in told[150].faults] == [(True, True)]
    assert Transfer.objects.filter(state="expected").count() == 299


@pytest.mark.slow
@pytest.mark.parametrize("name", files.FORMATS)
def test_a_mended_file_doubles_nothing(cast: Cast, name: str) -> None:
    pupils = class_of(20, bad=7)
    lines(cast, files.FORMATS[name](cast, pupils), name)
    pupils[7]["born"] = date(2016, 2, 28)

    told = lines(cast, files.FORMATS[name](cast, [pupil(), *pupils]), name)

    assert all(each.is_accepted for each in told)
    assert [each.index for each in told if not each.is_repeated] == [0, 8]
    assert (Transfer.objects.count(), Message.objects.count(), Delivery.objects.count()) == (21, 21, 21)


def test_the_same_pupil_in_any_format_is_the_same_item(cast: Cast) -> None:
    pupils = [pupil()]
    lines(cast, files.csv_file(cast, pupils), "a.csv")

    told = [
        lines(cast, make(cast, pupils), name)[0] for name, make in files.FORMATS.items() if "CTF" not in name
    ]

    assert [each.is_repeated for each in told] == [True] * 4


def test_two_identical_pupils_in_a_file_are_told_as_repeated(cast: Cast) -> None:
    twice = [pupil()] * 2

    told = lines(cast, files.csv_file(cast, twice), "a.csv")

    assert [(each.is_accepted, each.is_repeated) for each in told] == [(True, False), (True, True)]
    assert told[0].key == told[1].key
    assert Message.objects.count() == 1


def test_a_key_that_is_given_is_kept(cast: Cast) -> None:
    item = {"key": "mis-77", "item": files.said(cast, pupil())}

    (told,) = lines(cast, json.dumps(item).encode())

    assert told.key == "mis-77"
    assert Message.objects.get().idempotency_key == "mis-77"


def test_a_fault_that_only_the_exchange_finds_has_its_cell(cast: Cast) -> None:
    content = files.csv_file(cast, [pupil()]).replace(b"5600351", b"9999999")

    (told,) = lines(cast, content, "a.csv")

    assert [(each.path, each.code) for each in told.faults] == [
        ('row 2, column "Destination SEED"', "school-unknown")
    ]
    assert told.faults[0].mend


def test_a_fault_that_only_the_exchange_finds_has_the_heading_of_the_file(cast: Cast) -> None:
    content = files.csv_file(cast, [pupil()]).replace(b"2026", b"2022").replace(b"Leaving date", b"Gone")

    (told,) = lines(cast, content, "a.csv", mapping={"gone": "leaving_on"})

    assert ('row 2, column "Gone"', "leaving-date-too-early") in [(f.path, f.code) for f in told.faults]


def test_a_fault_in_a_transfer_file_has_its_pupil_and_line(cast: Cast) -> None:
    content = files.ctf_file(cast, [pupil()]).replace(b"2026-08-28", b"2022-08-28")

    (told,) = lines(cast, content, "5300120_CTF_5600351_001.xml")

    assert "CTFpupilData/Pupil[1] (line 5), leaving_on" in [each.path for each in told.faults]
    assert told.line == 5


def test_no_answer_about_protection_stays_no_answer(cast: Cast) -> None:
    (told,) = lines(cast, files.ndjson(cast, [pupil()]), protection=None)

    assert codes(told) == ["protection-not-answered"]
    assert Transfer.objects.get().is_shielded


def test_an_answer_in_the_file_is_not_overruled(cast: Cast) -> None:
    item = files.said(cast, pupil()) | {"protection": "protected"}

    lines(cast, json.dumps(item).encode())

    assert Transfer.objects.get().is_shielded


def test_a_check_tells_the_verdicts_and_keeps_nothing(cast: Cast) -> None:
    same = pupil()
    content = files.csv_file(cast, [same, *class_of(3, bad=1), same])
    entries = AuditEntry.objects.count()

    told = lines(cast, content, "a.csv", mode=Mode.CHECK)

    assert [each.is_accepted for each in told] == [True, True, False, True, True]
    assert [each.is_repeated for each in told] == [False, False, False, False, True]
    assert all(each.verdict.message_id is None for each in told if each.verdict)
    assert (Message.objects.count(), Transfer.objects.count(), AuditEntry.objects.count()) == (0, 0, entries)


def test_a_check_knows_the_keys_of_earlier_batches(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onward.operations.intake.files.LARGEST_BATCH", 2)
    one, other = ({"key": "k", "item": files.said(cast, pupil())} for _ in range(2))
    content = "\n".join(json.dumps(each) for each in (one, files.said(cast, pupil()), one, other)).encode()

    told = lines(cast, content, mode=Mode.CHECK)

    assert [each.is_repeated for each in told] == [False, False, True, False]
    assert codes(told[3]) == ["duplicate-key-other-content"]


def test_after_a_check_the_file_is_taken_as_told(cast: Cast) -> None:
    content = files.csv_file(cast, class_of(3, bad=1))
    checked = lines(cast, content, "a.csv", mode=Mode.CHECK)

    taken = lines(cast, content, "a.csv")

    assert [(e.is_accepted, e.is_repeated, codes(e)) for e in taken] == [
        (e.is_accepted, e.is_repeated, codes(e)) for e in checked
    ]
    assert Transfer.objects.count() == 2


def test_a_joiners_list_brings_arrivals(cast: Cast) -> None:
    content = (
        "Surname,Forename,DOB,Sex,Start date\nAda,Ann,04/05/2016,F,01/09/2026\n"
        "Ada,Ben,04/05/2016,M,05/09/2026\n"
    )

    told = lines(cast, content.encode(), "joiners.csv", kind=ListKind.JOINERS)

    assert [each.is_accepted for each in told] == [True, False]
    assert [(each.path, each.code) for each in told[1].faults] == [
        ('row 3, column "Start date"', "date-in-future")
    ]
    assert Message.objects.get().kind == "arrival"


def test_a_transfer_file_to_a_school_in_england_says_so(cast: Cast) -> None:
    content = files.ctf("5300120", "8204001", [pupil()]).replace(b"<LeavingReason>01</LeavingReason>", b"")

    (told,) = lines(cast, content, "5300120_CTF_8204001_001.xml")

    assert told.is_accepted
    assert Transfer.objects.get().state == "leaving"


def test_a_transfer_file_to_the_school_itself_brings_arrivals(cast: Cast) -> None:
    taken = sent(cast, files.ctf("8204001", "5300120", [pupil()]), "8204001_CTF_5300120_001.xml")
    (told,) = taken.lines

    assert [each.code for each in taken.notes] == ["taken-as-arrivals"]
    assert (told.is_accepted, codes(told)) == (True, ["arrival-day-derived"])
    assert Message.objects.get().kind == "arrival"


def test_a_transfer_file_from_a_school_of_the_network_settles_what_it_expected(cast: Cast) -> None:
    content = files.ctf_file(cast, [pupil()])
    lines(cast, content, "a.xml")

    lines(cast, content, "a.xml", school="selkirk")

    assert (Transfer.objects.get().state, Transfer.objects.get().arrived_on) == ("arrived", date(2026, 8, 29))


def test_a_transfer_file_of_another_school_is_not_taken(cast: Cast) -> None:
    taken = sent(cast, files.ctf_file(cast, [pupil()]), "a.xml", school="leith")

    assert taken.is_refused
    assert "school-not-yours" in [each.code for each in taken.notes]
    assert list(taken.lines) == []


def test_a_file_of_no_known_kind_is_refused(cast: Cast) -> None:
    taken = sent(cast, b"%PDF-1.7", "letter.pdf")

    assert (taken.kind, taken.is_refused, [each.code for each in taken.notes]) == (
        None, True, ["file-kind-unknown"],
    )  # fmt: skip


def test_one_item_alone_is_a_file(cast: Cast) -> None:
    taken = sent(cast, json.dumps(files.said(cast, pupil()), indent=2).encode(), "one.json")

    assert taken.kind is FileKind.JSON
    assert [each.is_accepted for each in taken.lines] == [True]


def test_an_actor_sends_only_what_its_scopes_permit(cast: Cast) -> None:
    by = office(cast, scopes=frozenset({"arrivals:write"}))

    (told,) = lines(cast, files.ndjson(cast, [pupil()]), by=by)

    assert codes(told) == ["kind-not-permitted"]


def test_nobody_sends_a_file_in_another_school_s_name(cast: Cast) -> None:
    with pytest.raises(NotPermitted):
        sent(cast, b"{}", school="leith", by=office(cast, "arbroath"))
