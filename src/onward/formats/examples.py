"""One true-to-life example of each thing that an organisation may say: shown in documents, used in tests.

The people are invented; the numbers carry right check digits.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from onward.formats.forms import Kind

_IDENTIFIER = "01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"
_PUPIL = {
    "surname": "Sample",
    "forename": "Isla",
    "known_as_forename": "Izzy",
    "born": "2015-05-14",
    "sex": "F",
    "scn": "051234561",
    "stage": "P6",
}
_SCHOOL = {"seed": "8012345", "type": "primary"}

EXAMPLES: Mapping[Kind, Mapping[str, Any]] = MappingProxyType(
    {
        Kind.DEPARTURE: {
            "kind": "departure",
            "pupil": _PUPIL,
            "leaving_on": "2025-10-31",
            "reason": "01",
            "destination": _SCHOOL,
            "protection": "not-protected",
            "marks": ["concern"],
            "record": {"core": {"attendance": {"2025": 171}}, "documents": [_IDENTIFIER]},
        },
        Kind.RECORD: {
            "kind": "record",
            "leaver": _IDENTIFIER,
            "record": {"core": {"allergies": "None known"}},
        },
        Kind.ARRIVAL: {
            "kind": "arrival",
            "pupil": _PUPIL,
            "arrived_on": "2025-11-03",
            "provisional": False,
            "previous_school": {"seed": "8054321", "type": "primary"},
            "protection": "not-protected",
        },
        Kind.NO_ARRIVAL: {"kind": "no-arrival", "joiner": _IDENTIFIER, "note": "The desk stayed empty."},
        Kind.REDIRECT: {
            "kind": "redirect",
            "leaver": _IDENTIFIER,
            "outside": {"country": "GB-ENG", "lea": "820", "estab": "4001", "name": "Luton"},
        },
        Kind.WITHDRAWAL: {"kind": "withdrawal", "leaver": _IDENTIFIER, "why": "The family stays."},
        Kind.CONFIRMATION: {
            "kind": "confirmation",
            "leaver": _IDENTIFIER,
            "outcome": "outside-scotland",
            "by": "reply",
            "on": "2025-11-20",
        },
    }
)
