import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.gb import nhs
from stdnum.gb import upn as upn_oracle

from onward.foundation.identifiers import chi, scn, upn

bodies = st.text("0123456789", min_size=8, max_size=8)
places = st.integers(min_value=0, max_value=8)


@pytest.mark.parametrize("number", ["051234561", "081234566"])
def test_a_candidate_number_with_the_right_check_digit_is_valid(number: str) -> None:
    assert scn.is_valid(number)
    assert scn.fault(number) is None
    assert scn.make(number[:8]) == number


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "digits only"),
        ("05123456A", "digits only"),
        ("05123456\u0661", "digits only"),
        (" 51234561", "digits only"),
        ("51234561", "has 9 digits, leading zeros included; this has 8"),
        ("0512345610", "this has 10"),
        ("051234562", "does not agree"),
        ("080000090", "can begin with these 8 digits"),
    ],
)
def test_the_fault_of_a_candidate_number_is_said_in_plain_words(text: str, words: str) -> None:
    assert words in str(scn.fault(text))
    assert not scn.is_valid(text)


def test_a_candidate_number_that_cannot_exist_is_not_made() -> None:
    assert scn.check_digit("08000009") is None
    with pytest.raises(scn.NumberCannotExist):
        scn.make("08000009")


@pytest.mark.parametrize("body", ["0512345", "051234561", "0512345x"])
def test_a_candidate_number_is_made_of_eight_digits(body: str) -> None:
    with pytest.raises(ValueError, match="8 digits"):
        scn.make(body)


@given(bodies, places, st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_in_a_candidate_number_is_found(body: str, place: int, shift: int) -> None:
    digit = scn.check_digit(body)
    if digit is None:
        return
    number = body + digit

    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]

    assert not scn.is_valid(wrong)


@pytest.mark.parametrize("number", ["R201100018042", "T20110001804V", "B801200005001"])
def test_a_pupil_number_with_the_right_check_letter_is_valid(number: str) -> None:
    assert upn.is_valid(number)
    assert upn.fault(number) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "has 13 characters; this has 0"),
        ("R20110001804", "this has 12"),
        ("r201100018042", "begins with a capital letter"),
        ("1201100018042", "begins with a capital letter"),
        ("R2011000X8042", "characters 2 to 12"),
        ("R20110001804I", "ends in a digit, or in a capital letter"),
        ("Q207000016049", "does not agree"),
    ],
)
def test_the_fault_of_a_pupil_number_is_said_in_plain_words(text: str, words: str) -> None:
    assert words in str(upn.fault(text))
    assert not upn.is_valid(text)


@pytest.mark.parametrize(
    ("number", "temporary"),
    [("T20110001804V", True), ("R201100018042", False), ("A20110001804V", False), ("", False)],
)
def test_a_temporary_pupil_number_ends_in_a_letter(number: str, temporary: bool) -> None:
    assert upn.is_temporary(number) is temporary


@given(
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    st.sampled_from(["201", "330", "801", "938"]),
    st.text("0123456789", min_size=8, max_size=8),
    st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
)
def test_pupil_numbers_are_judged_as_python_stdnum_does(
    letter: str, authority: str, middle: str, last: str
) -> None:
    text = letter + authority + middle + last

    assert upn.is_valid(text) is upn_oracle.is_valid(text)


@given(st.text("0123456789", min_size=11, max_size=11), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUVWXYZ"))
def test_the_check_letter_of_python_stdnum_makes_a_pupil_number_valid(digits: str, last: str) -> None:
    rest = digits + last

    assert upn.is_valid(upn_oracle.calc_check_digit(rest) + rest)


@pytest.mark.parametrize("number", ["0101011237", "0101011233", "0101201234"])
def test_a_health_number_passes_by_either_modulus(number: str) -> None:
    assert chi.is_valid(number)
    assert chi.fault(number) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("010101123X", "digits only"),
        ("", "digits only"),
        ("101011237", "has 10 digits, leading zeros included; this has 9"),
        ("0101011234", "does not agree"),
    ],
)
def test_the_fault_of_a_health_number_is_said_in_plain_words(text: str, words: str) -> None:
    assert words in str(chi.fault(text))
    assert not chi.is_valid(text)


@given(st.text("0123456789", min_size=9, max_size=9))
def test_the_check_digits_of_a_health_number_are_those_that_python_stdnum_gives(body: str) -> None:
    by_modulus_10 = luhn.calc_check_digit(body)
    remainder = str(-int(by_modulus_10) % 10)
    by_modulus_11 = {digit for digit in "0123456789" if nhs.is_valid(body + digit)}

    valid = {digit for digit in "0123456789" if chi.is_valid(body + digit)}

    assert valid == by_modulus_11 | {by_modulus_10, remainder}


@given(st.text())
def test_any_text_is_judged_without_repeating_a_number_in_it(text: str) -> None:
    for kind in (scn, upn, chi):
        words = kind.fault(text)
        assert words is None or len(text) < 5 or text not in words
