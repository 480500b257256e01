"""Exact demographics: two descriptions of a pupil that agree on name, date of birth and sex.

The key only says that two descriptions read the same. Two pupils may share it, so whoever uses it
settles nothing unless exactly one pupil has the key. Fuzzy matching has its place beside this file.
"""

from datetime import date

from onward.foundation.names import normalise

_LETTERS_THAT_COUNT = 200


def match_key(surname: str, forename: str, born: date, sex: str) -> str:
    """Return the text that is equal for descriptions which agree exactly.

    Names are compared as `foundation.names.normalise` says, and spaces in them do not count (`van Dyk`
    is `Vandyk`), nor does what follows the 200th letter. A name of signs only, such as `.` or `?`, stands
    as it was given. The key is stored: it names the pupil, and changing what it is made of means
    computing every stored key anew.
    """
    return f"{_squeezed(surname)}|{_squeezed(forename)}|{born.isoformat()}|{sex}"


def _squeezed(name: str) -> str:
    squeezed = normalise(name).replace(" ", "") or name.strip()
    return squeezed[:_LETTERS_THAT_COUNT]
