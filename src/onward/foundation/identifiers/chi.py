"""The Community Health Index (CHI) number of Scotland: ten digits, checked by modulus 11 or modulus 10.

Numbers checked by modulus 10 are issued since 2026; both kinds stay valid. Two readings of modulus 10
have been met: the check digit completes the sum to a multiple of ten (Public Health Scotland's own
check), or is the remainder of the sum. Either passes, for refusing a child's real number is the worse
mistake; so a valid number is evidence of who a pupil is, and never proof.
"""


def is_valid(text: str) -> bool:
    """Tell whether `text` is a CHI number of either kind, with its leading zeros and nothing around it."""
    return fault(text) is None


def fault(text: str) -> str | None:
    """Return in plain words what is wrong with `text` as a CHI number, or None."""
    if not (text.isascii() and text.isdigit()):
        return "A CHI number is made of digits only."
    if len(text) != 10:
        return f"A CHI number has 10 digits, leading zeros included; this has {len(text)}."
    digits = [int(digit) for digit in text]
    if not (_passes_modulus_11(digits) or _passes_modulus_10(digits)):
        return "The last digit of the CHI number does not agree with the other 9."
    return None


def _passes_modulus_11(digits: list[int]) -> bool:
    # The check digit has weight 1; a remainder that would need the digit 10 fits none.
    return sum(weight * digit for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0


def _passes_modulus_10(digits: list[int]) -> bool:
    doubled = [2 * digit - 9 if digit > 4 else 2 * digit for digit in digits[0:9:2]]
    total = sum(doubled) + sum(digits[1:9:2])
    return digits[9] in (-total % 10, total % 10)
