"""What each field of the forms is called and means: for the JSON Schema, for faults and for list templates.

A name means the same in every form that has it.
"""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class FieldWords:
    """A field's title, what it says, and the written form that a value has ("nine digits")."""

    title: str
    says: str
    form: str = "text of at most 200 characters"


_DAY = "a date such as 2025-12-31"
_ONE_OF = "one of the listed values"
_OBJECT = "an object with its own fields"
_LIST = "a list"
_YES_NO = "true or false"
_IDENTIFIER = "an identifier that the hub gave, such as 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d"
_NOTE = "text of at most 500 characters"

_PUPIL_FIELDS = {
    "surname": FieldWords("Surname", "The legal surname."),
    "forename": FieldWords("Forename", "The legal forename."),
    "middle_names": FieldWords("Middle names", "Further legal forenames."),
    "known_as_surname": FieldWords("Known as surname", "The surname in daily use, where it differs."),
    "known_as_forename": FieldWords("Known as forename", "The forename in daily use, where it differs."),
    "born": FieldWords("Date of birth", "The day on which the pupil was born.", _DAY),
    "sex": FieldWords("Sex", "Sex as the school's system records it: F, M, or U for not known.", _ONE_OF),
    "scn": FieldWords("SCN", "The Scottish Candidate Number, with its leading zeros.", "nine digits"),
    "upn": FieldWords(
        "UPN",
        "The Unique Pupil Number of England or Wales.",
        "a capital letter, eleven digits, and a digit or capital letter",
    ),
    "chi": FieldWords("CHI", "The Community Health Index number, with its leading zeros.", "ten digits"),
    "stage": FieldWords("Stage", "The stage at school.", "P1 to P7, S1 to S6, SP or AD"),
}

_PLACE_FIELDS = {
    "seed": FieldWords("SEED code", "The school's code in the national directory.", "seven digits"),
    "type": FieldWords("School type", "Which part of a school with that code: primary, secondary, special."),
    "country": FieldWords(
        "Country",
        "The country, or part of the United Kingdom.",
        "two capital letters such as FR, or a part such as GB-ENG",
    ),
    "lea": FieldWords("LEA number", "The local authority's number in England or Wales.", "three digits"),
    "estab": FieldWords("Estab number", "The school's number within that authority.", "four digits"),
    "name": FieldWords("Name of the place", "The school or town, as far as it is known."),
}

_ITEM_FIELDS = {
    "kind": FieldWords("Kind", "What this message says.", _ONE_OF),
    "pupil": FieldWords("Pupil", "Who the pupil is, as you know it.", _OBJECT),
    "leaving_on": FieldWords("Leaving date", "The day on which the pupil leaves or left your school.", _DAY),
    "reason": FieldWords("Leaving reason", "The code of the leaving reason.", "a code from 01 to 13, or -"),
    "destination": FieldWords("Destination", "The school that the pupil goes to.", _OBJECT),
    "outside": FieldWords("Destination outside", "The place outside the network, instead.", _OBJECT),
    "destination_note": FieldWords("Destination note", "What else is known of the destination.", _NOTE),
    "permission_documented": FieldWords(
        "Permission documented",
        "Whether permission to leave before the end of compulsory school age is documented.",
        _YES_NO,
    ),
    "protection": FieldWords(
        "Protection",
        "Whether the family's whereabouts are protected. No answer is treated as protected.",
        _ONE_OF,
    ),
    "marks": FieldWords("Marks", "Why the child is vulnerable: each mark shortens the deadline.", _LIST),
    "record": FieldWords("Record", "The pupil's record.", _OBJECT),
    "core": FieldWords("Core details", "The record's details in your own system's structure.", _OBJECT),
    "documents": FieldWords("Documents", "The identifiers of the uploaded documents.", _IDENTIFIER),
    "leaver": FieldWords("Leaver", "The identifier from the answer to the departure.", _IDENTIFIER),
    "joiner": FieldWords("Joiner", "The identifier of the expected joiner, from your list.", _IDENTIFIER),
    "arrived_on": FieldWords("Arrival date", "The first day on which the pupil is on your roll.", _DAY),
    "provisional": FieldWords("Provisional", "Whether the enrolment is only provisional yet.", _YES_NO),
    "previous_school": FieldWords("Previous school", "The school that the pupil came from.", _OBJECT),
    "note": FieldWords("Note", "What else you know. Never write an address here.", _NOTE),
    "why": FieldWords("Why", "Why the departure is taken back.", _NOTE),
    "outcome": FieldWords("Outcome", "What became of the leaver.", _ONE_OF),
    "by": FieldWords("Evidence", "On what evidence: the authority's word, a reply, a document.", _ONE_OF),
    "on": FieldWords("Date", "The day on which it was confirmed.", _DAY),
}

FIELD_WORDS = MappingProxyType({**_PUPIL_FIELDS, **_PLACE_FIELDS, **_ITEM_FIELDS})
