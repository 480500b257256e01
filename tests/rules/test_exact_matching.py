from datetime import date

import pytest

from onward.matching.exact import match_key

BORN = date(2015, 4, 9)
KEY = "oneilsmith|mairiann|2015-04-09|F"


def test_the_key_is_stable_because_it_is_stored() -> None:
    assert match_key("O'Neil-Smith", "M\u00e0iri Ann", BORN, "F") == KEY


@pytest.mark.parametrize(
    ("surname", "forename"),
    [
        ("O'NEIL SMITH", "MAIRI ANN"),
        ("o\u2019neil\u2010smith", " M\u00e0iri-Ann"),
        ("ONeil Smith", "Mairiann"),
    ],
)
def test_the_same_names_written_otherwise_have_the_same_key(surname: str, forename: str) -> None:
    assert match_key(surname, forename, BORN, "F") == KEY


@pytest.mark.parametrize(
    ("surname", "forename", "born", "sex"),
    [
        ("O'Neill-Smith", "M\u00e0iri Ann", BORN, "F"),
        ("O'Neil-Smith", "M\u00e0iri", BORN, "F"),
        ("O'Neil-Smith", "M\u00e0iri Ann", date(2015, 9, 4), "F"),
        ("O'Neil-Smith", "M\u00e0iri Ann", BORN, "U"),
        ("M\u00e0iri Ann", "O'Neil-Smith", BORN, "F"),
    ],
)
def test_any_difference_that_counts_gives_another_key(
    surname: str, forename: str, born: date, sex: str
) -> None:
    assert match_key(surname, forename, born, sex) != KEY


def test_mac_and_mc_have_different_keys() -> None:
    assert match_key("MacDonald", "Ewan", BORN, "M") != match_key("McDonald", "Ewan", BORN, "M")


def test_a_name_of_signs_only_stands_as_it_was_given() -> None:
    assert match_key(".", "Ali", BORN, "M") != match_key("?", "Ali", BORN, "M")


def test_a_key_has_a_greatest_length_whatever_the_names_unfold_to() -> None:
    unfolds_to_eighteen = "\ufdfa" * 200

    assert len(match_key(unfolds_to_eighteen, unfolds_to_eighteen, BORN, "F")) == 200 + 200 + 14
