"""The published JSON Schema and the hub agree on what is well said."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from onward.formats.examples import EXAMPLES
from onward.formats.forms import Kind
from onward.formats.json_schema import SCHEMA_ID, json_schema, schema_text
from onward.formats.native import LARGEST_BATCH
from onward.formats.validation import check

PUBLISHED = Path(__file__).parents[2] / "docs" / "schema" / "onward-message-v1.json"
SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
BEYOND_A_SCHEMA = frozenset({"scn-invalid", "upn-invalid", "chi-invalid", "born-implausible"})

ODD_TEXTS = ["", "-", "01", "1", "08", "P1", "F", "GB-ENG", "820", "0820", "8012345", "051234561"]
ODD_TEXTS += ["2025-10-31", "2025-02-29", "20251031", "0000-01-01", "٠٥١٢٣٤٥٦١", "A\x00", "A\nB", "A\x7f"]
ODD_TEXTS += ["x" * 200, "x" * 201, "x" * 501, "é" * 200, "primary", "departure", "protected"]
ODD_TEXTS += ["R201100018042", "\u00a0", "a\u2028b"]
PLACE_PARTS = st.sampled_from(["seed", "type", "country", "x"])
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(ODD_TEXTS),
    st.text(max_size=12).filter(lambda text: text == text.strip()),
    st.lists(st.sampled_from(["concern", "looked-after", "x"]), max_size=12),
    st.dictionaries(
        st.sampled_from(["seed", "type", "country", "x"]), st.sampled_from(ODD_TEXTS), max_size=3
    ),
)


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of everything within a JSON value."""
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [path, *(place for key, one in inner for place in places(one, (*path, key)))]


@st.composite
def mutated(draw: st.DrawFn) -> Any:
    """Draw an example with up to three things in it replaced, removed or added."""
    item: Any = json.loads(json.dumps(dict(draw(st.sampled_from(list(EXAMPLES.values()))))))
    for _ in range(draw(st.integers(min_value=0, max_value=3))):
        place = draw(st.sampled_from(places(item)))
        if not place:
            name = draw(st.sampled_from([*FIELD_NAMES, "stray"]))
            item = {**item, name: draw(VALUES)} if isinstance(item, dict) else item
            continue
        holder = item
        for part in place[:-1]:
            holder = holder[part]
        if draw(st.booleans()):
            holder[place[-1]] = draw(VALUES)
        else:
            del holder[place[-1]]
    return item


def trimmed(value: object) -> object:
    """Return the same without blanks around texts, which the hub forgives and a schema cannot say."""
    if isinstance(value, dict):
        return {key: trimmed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [trimmed(each) for each in value]
    return value.strip() if isinstance(value, str) else value


FIELD_NAMES = sorted({name for form in SCHEMA["$defs"].values() for name in form.get("properties", {})})


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_published_document_is_current() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text()


@pytest.mark.parametrize("kind", EXAMPLES)
def test_every_example_is_accepted_by_both(kind: Kind) -> None:
    VALIDATOR.validate(EXAMPLES[kind])

    assert not isinstance(check(EXAMPLES[kind]), tuple)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None)
@given(mutated())
def test_schema_and_hub_agree_on_mutations(item: Any) -> None:
    answer = check(copy.deepcopy(item))
    faults = answer if isinstance(answer, tuple) else ()

    refused_in_form = any(fault.code not in BEYOND_A_SCHEMA for fault in faults)

    assert VALIDATOR.is_valid(trimmed(item)) is not refused_in_form, [fault.code for fault in faults]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(mutated())
def test_what_the_hub_accepts_it_writes_as_the_schema_says(item: Any) -> None:
    said = check(item)
    if isinstance(said, tuple):
        return

    written = json.loads(said.model_dump_json())

    VALIDATOR.validate(written)
    assert check(written) == said


def part(name: str) -> Draft202012Validator:
    """Return the validator of one part of the published schema, as a reader of it would refer to it."""
    registry = Registry().with_resource(SCHEMA_ID, Resource.from_contents(SCHEMA))
    return Draft202012Validator({"$ref": f"{SCHEMA_ID}#/$defs/{name}"}, registry=registry)


def test_batches_are_described() -> None:
    item = EXAMPLES[Kind.WITHDRAWAL]
    batch = part("Batch")

    assert batch.is_valid({"items": [item, {"key": "k-1", "item": item}]})
    assert not batch.is_valid({"items": [{"key": "k-1"}]})
    assert not batch.is_valid({"items": [item], "more": 1})
    assert not batch.is_valid({"items": [item] * (LARGEST_BATCH + 1)})


def test_the_key_beside_an_item_is_described() -> None:
    item = EXAMPLES[Kind.WITHDRAWAL]
    keyed = part("KeyedMessage")

    assert keyed.is_valid({"key": "k-1", "item": item})
    assert not keyed.is_valid({"key": "k 1", "item": item})
