"""The Scottish Candidate Number (SCN): eight digits and a check digit, modulus 11.

A valid number is strong evidence of who a pupil is, not a unique key: duplicates have existed.
"""

from onward.foundation.errors import OnwardError

_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


class NumberCannotExist(OnwardError):
    """No Scottish Candidate Number can begin with these eight digits."""

    code = "number-cannot-exist"


def is_valid(text: str) -> bool:
    """Tell whether `text` is a Scottish Candidate Number, with its leading zeros and nothing around it."""
    return fault(text) is None


def fault(text: str) -> str | None:
    """Return in plain words what is wrong with `text` as a Scottish Candidate Number, or None."""
    if not (text.isascii() and text.isdigit()):
        return "A Scottish Candidate Number is made of digits only."
    if len(text) != 9:
        return f"A Scottish Candidate Number has 9 digits, leading zeros included; this has {len(text)}."
    expected = check_digit(text[:8])
    if expected is None:
        return "No Scottish Candidate Number can begin with these 8 digits."
    if text[8] != expected:
        return "The last digit of the Scottish Candidate Number does not agree with the other 8."
    return None


def check_digit(body: str) -> str | None:
    """Return the ninth digit for the eight digits of `body`, or None where no number can exist.

    Raises:
        ValueError: `body` is not eight digits.
    """
    if len(body) != 8 or not (body.isascii() and body.isdigit()):
        raise ValueError("the body of a Scottish Candidate Number is 8 digits")
    remainder = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True)) % 11
    if remainder == 1:
        return None
    return str(-remainder % 11)


def make(body: str) -> str:
    """Return the whole number for the eight digits of `body`.

    Raises:
        NumberCannotExist: these eight digits have no check digit.
        ValueError: `body` is not eight digits.
    """
    digit = check_digit(body)
    if digit is None:
        raise NumberCannotExist
    return body + digit
