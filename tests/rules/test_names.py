import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.foundation.names import normalise


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ailsa", "ailsa"),
        ("MACLEOD", "macleod"),
        ("  Ailsa \t Jane ", "ailsa jane"),
        ("Smith-Jones", "smith jones"),
        ("Smith \u2013 Jones", "smith jones"),
        ("O'Neil", "oneil"),
        ("O\u2019Neil", "oneil"),
        ("O` Neil", "oneil"),
        ("D\u00b4Arcy", "darcy"),
        ("St. Clair", "st clair"),
        ("M\u00e0iri", "mairi"),
        ("Ma\u0300iri", "mairi"),
        ("Zo\u00eb", "zoe"),
        ("\u0141ukasz", "lukasz"),
        ("\u00d8degaard", "odegaard"),
        ("\u00c6sir", "aesir"),
        ("Stra\u00dfe", "strasse"),
        ("\u0130pek", "ipek"),
        ("\u0639\u0644\u064a", "\u0639\u0644\u064a"),
        ("\u0928\u0940\u0932", "\u0928\u0940\u0932"),
        ("Ann (Nan)", "ann nan"),
        ("-", ""),
        (".", ""),
        ("", ""),
    ],
)
def test_a_name_is_reduced_to_what_counts(name: str, expected: str) -> None:
    assert normalise(name) == expected


def test_mac_and_mc_stay_apart() -> None:
    assert normalise("MacDonald") != normalise("McDonald")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_normalising_twice_changes_nothing(name: str) -> None:
    once = normalise(name)

    assert normalise(once) == once


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_spaces_around_a_name_and_doubled_inside_do_not_count(name: str) -> None:
    assert normalise(f"  {name.replace(' ', '   ')} ") == normalise(name)


@given(st.text("abcxyzABCXYZ '-\u00e9\u00c9\u0142\u0141\u00f8\u00d8"))
def test_case_does_not_count(name: str) -> None:
    assert normalise(name.upper()) == normalise(name.lower())
