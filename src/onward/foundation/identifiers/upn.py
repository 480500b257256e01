"""The Unique Pupil Number (UPN) of England: a check letter and twelve characters, modulus 23.

A temporary number ends in a letter. Whether the local authority in it exists is not checked here.
"""

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_VALUES = {sign: value for signs in (_LETTERS, "0123456789") for value, sign in enumerate(signs)}


def is_valid(text: str) -> bool:
    """Tell whether `text` is a Unique Pupil Number, permanent or temporary, in capital letters."""
    return fault(text) is None


def is_temporary(text: str) -> bool:
    """Tell whether `text` is a valid Unique Pupil Number that was only given for a time."""
    return is_valid(text) and text[-1] in _LETTERS


def fault(text: str) -> str | None:
    """Return in plain words what is wrong with `text` as a Unique Pupil Number, or None."""
    if len(text) != 13:
        return f"A Unique Pupil Number has 13 characters; this has {len(text)}."
    if text[0] not in _LETTERS:
        return "A Unique Pupil Number begins with a capital letter, which is never I, O or S."
    if not (text[1:12].isascii() and text[1:12].isdigit()):
        return "The characters 2 to 12 of a Unique Pupil Number are digits."
    if text[12] not in _VALUES:
        return "A Unique Pupil Number ends in a digit, or in a capital letter that is never I, O or S."
    if text[0] != _check_letter(text[1:]):
        return "The first letter of the Unique Pupil Number does not agree with the rest."
    return None


def _check_letter(rest: str) -> str:
    return _LETTERS[sum(weight * _VALUES[sign] for weight, sign in enumerate(rest, start=2)) % 23]
