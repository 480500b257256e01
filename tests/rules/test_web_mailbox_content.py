"""A message as people read it: whatever its sender put into it, and never more than a page can hold."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onward.web.school.mailbox_content import MOST_FACTS, Part, parts_of

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)


def parts(said: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {each.title: facts(each) for each in parts_of(json.dumps(said).encode())}


def facts(part: Part) -> dict[str, str]:
    return {each.key: each.values[0] for each in part.facts}


def test_a_departure_is_said_in_words() -> None:
    said = {
        "kind": "departure",
        "pupil": {"surname": "Ahern", "born": "2016-05-04", "sex": "F", "scn": ""},
        "leaving_on": "2026-08-28",
        "reason": "01",
        "protection": "protected",
        "destination": {"seed": "5600351", "type": "primary"},
    }

    assert parts(said) == {
        "What is said": {
            "Last day": "28 August 2026",
            "Leaving reason": "Publicly funded school in Scotland",
            "Whereabouts": "Protected",
        },
        "The pupil": {"Surname": "Ahern", "Date of birth": "4 May 2016", "Sex": "Female"},
    }


def test_a_record_has_a_part_for_each_section() -> None:
    core = {
        "reading": "well",
        "BasicDetails": {"NCyearActual": "5", "MedicalFlag": True},
        "Contacts": [{"Surname": "Ahern", "Phones": [{"PhoneNo": "1"}]}, {"Surname": "Reid"}],
    }

    assert parts({"kind": "record", "leaver": "x", "record": {"core": core, "documents": ["y"]}}) == {
        "The record": {"Reading": "well"},
        "Basic details": {"National Curriculum year": "5", "Medical flag": "Yes"},
        "Contacts": {"1: Surname": "Ahern", "1: Phones: 1: Phone no": "1", "2: Surname": "Reid"},
    }


def test_what_is_too_long_for_a_page_says_so() -> None:
    [part] = parts_of(json.dumps({"record": {"core": {"Marks": ["x"] * 1000}}}).encode())

    assert len(part.facts) == MOST_FACTS + 1
    assert part.facts[-1].key == "And more"


@given(said=st.dictionaries(st.text(max_size=10), JSON, max_size=5), core=JSON)
def test_nothing_that_was_sent_breaks_the_page(said: dict[str, Any], core: object) -> None:
    for each in parts_of(json.dumps({**said, "record": {"core": core}}).encode()):
        assert each.facts
        assert all(fact.key is not None and fact.values for fact in each.facts)
