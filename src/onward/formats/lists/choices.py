"""The permitted values of list columns, as a spreadsheet offers them. A reason may stand with its words."""

from collections.abc import Mapping
from types import MappingProxyType

REASON_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "01": "Publicly funded school in Scotland",
        "03": "Left at school leaving age",
        "04": "Home education",
        "05": "Destination not known",
        "06": "Exceptional permission to leave",
        "07": "Permanently excluded",
        "08": "Died",
        "09": "Independent school in Scotland",
        "12": "Moved abroad",
        "13": "Moved to England, Wales or Northern Ireland",
        "-": "Pupil created in error",
    }
)

_YES_NO = ("yes", "no")
_TYPES = ("primary", "secondary", "special")

CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "pupil.sex": ("F", "M", "U"),
        "pupil.stage": (
            *(f"P{year}" for year in range(1, 8)),
            *(f"S{year}" for year in range(1, 7)),
            "SP",
            "AD",
        ),
        "reason": tuple(f"{code} {words}" for code, words in REASON_WORDS.items()),
        "destination.type": _TYPES,
        "previous_school.type": _TYPES,
        "permission_documented": _YES_NO,
        "provisional": _YES_NO,
        "protection": _YES_NO,
    }
)
