"""The kinds of authority and school, and how a school is named in text: `8012345-primary`."""

import re
from enum import StrEnum

from onward.foundation.errors import OnwardError


class AuthorityKind(StrEnum):
    """An education authority is a council, or stands for the grant-aided schools (code 900)."""

    COUNCIL = "council"
    GRANT_AIDED = "grant-aided"


class SchoolType(StrEnum):
    """The type of a school. One SEED code can name both a primary and a secondary school."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    SPECIAL = "special"


class Sector(StrEnum):
    """Who pays for a school."""

    PUBLICLY_FUNDED = "publicly-funded"
    GRANT_AIDED = "grant-aided"
    INDEPENDENT = "independent"


class NotASchoolKey(OnwardError):
    """A school key is seven digits, a hyphen, and primary, secondary or special: 8012345-primary."""

    code = "not-a-school-key"


_KEY = re.compile(r"([0-9]{7})-(primary|secondary|special)")


def key_text(seed: str, school_type: SchoolType) -> str:
    """Return the key of a school as people and systems write it."""
    return f"{seed}-{school_type}"


def parse_key(text: str) -> tuple[str, SchoolType]:
    """Read a school key, forgiving spaces around it and capital letters.

    Raises:
        NotASchoolKey: the text is not of the form 8012345-primary.
    """
    found = _KEY.fullmatch(text.strip().lower())
    if found is None:
        raise NotASchoolKey
    return found[1], SchoolType(found[2])
