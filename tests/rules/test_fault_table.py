"""The fault table: stable codes, and texts that a school office understands."""

import re
from collections import Counter
from string import Formatter

import pytest

from onward.formats.fault_kind import FaultKind
from onward.formats.fault_table import FAULT_KINDS, fault, stops, warning
from onward.foundation.faults import Level

SAMPLE_WORDS: dict[str, str | int] = {
    "expected": "a date such as 2025-12-31",
    "choices": "F, M, U",
    "limit": 50,
    "place": "line 3",
    "columns": "date of birth",
    "heading": "Tutor group",
}
JARGON = re.compile(r"\b(null pointer|regex|exception|traceback|string|integer|boolean|parse[dr]?)\b", re.I)


def words_of(kind: FaultKind) -> dict[str, str | int]:
    fields = {name for _, name, _, _ in Formatter().parse(kind.title + kind.mend) if name}
    return {name: word for name, word in SAMPLE_WORDS.items() if name in fields}


def test_codes_are_unique() -> None:
    counts = Counter(kind.code for kind in FAULT_KINDS)

    assert [code for code, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("kind", FAULT_KINDS, ids=lambda kind: kind.code)
def test_every_text_is_a_full_plain_sentence(kind: FaultKind) -> None:
    made = fault(kind.code, "pupil.born", **words_of(kind))

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", made.code)
    for text in (made.message, made.mend):
        assert re.fullmatch(r"[A-Z][^\n{}]{15,220}\.", text), text
        assert "  " not in text
        assert not JARGON.search(text), text


def test_the_expected_form_is_told_once() -> None:
    """What is wrong and what mends it are told one after the other."""
    made = fault("wrong-format", "pupil.scn", expected="nine digits")

    assert f"{made.message} {made.mend}".count("nine digits") == 1


def test_a_warning_kind_does_not_stop_an_item() -> None:
    made = fault("protection-not-answered", "protection")

    assert made.level is Level.WARNING
    assert not stops((made,))


def test_a_fault_stops_an_item_and_can_be_softened_to_a_warning() -> None:
    assert stops((fault("scn-invalid", "pupil.scn"),))
    assert not stops((warning("scn-invalid", "pupil.scn"),))


def test_an_unknown_code_is_a_bug_that_fails_loudly() -> None:
    with pytest.raises(KeyError):
        fault("no-such-code", "pupil")
