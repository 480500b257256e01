"""A seal's statement has one spelling, and a signature is over every letter of it."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.audit_cast import FIVE_FACTS, KEY, OTHER_KEY, PUBLIC_KEYS, sealed

from onward.audit.statement import (
    Statement,
    StatementNotUnderstood,
    is_signed,
    public_keys_of,
    read_statement,
    sign,
)

STATEMENT = sealed().columns()


def test_the_words_can_be_read_by_a_person() -> None:
    title, number, sealed_at, *_ = STATEMENT.text().splitlines()

    assert title == "onward audit seal, form 1"
    assert number == "number 1"
    assert sealed_at == "sealed_at 2009-03-02T12:01:00.000000+00:00"


def test_a_statement_is_read_as_it_was_written() -> None:
    assert read_statement(STATEMENT.text()) == STATEMENT


@pytest.mark.parametrize("name", [field.name for field in fields(Statement)])
def test_every_field_is_in_the_words(name: str) -> None:
    other: Any = {
        "sealed_at": STATEMENT.sealed_at + timedelta(microseconds=1),
        "root": bytes(32),
        "previous": bytes([1]) * 32,
        "key_id": "other",
    }.get(name, 99)

    assert replace(STATEMENT, **{name: other}).text() != STATEMENT.text()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        STATEMENT.text().replace("form 1", "form 2"),
        STATEMENT.text() + "more\n",
        STATEMENT.text().replace("number 1", "number 01"),
        STATEMENT.text().replace("number 1", "number one"),
        STATEMENT.text().replace("number 1\n", ""),
        STATEMENT.text().replace("+00:00", ""),
        STATEMENT.text().replace("root ", "root"),
    ],
)
def test_another_spelling_is_not_understood(text: str) -> None:
    with pytest.raises(StatementNotUnderstood):
        read_statement(text)


@given(st.text())
def test_no_text_brings_the_reader_down(text: str) -> None:
    with pytest.raises(StatementNotUnderstood):
        read_statement(text)


def test_a_signature_holds_for_its_key_and_its_words_only() -> None:
    text = STATEMENT.text()
    signature = sign(text, key=KEY)
    public_key, other_key = PUBLIC_KEYS[KEY.id], public_keys_of([OTHER_KEY])[OTHER_KEY.id]

    assert is_signed(text, signature=signature, public_key=public_key)
    assert not is_signed(text + " ", signature=signature, public_key=public_key)
    assert not is_signed(text, signature=signature, public_key=other_key)
    assert not is_signed(text, signature=b"short", public_key=public_key)


def test_a_seal_of_other_entries_makes_another_statement() -> None:
    assert sealed(FIVE_FACTS[:4]).columns() != sealed(FIVE_FACTS).columns()
