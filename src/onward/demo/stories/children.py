"""Children invented for one playing of a story, so that a story can be played again and again."""

import secrets
from dataclasses import dataclass
from datetime import date

from onward.demo.candidate_numbers import PUPILS_AT_MOST, candidate_number
from onward.demo.stages import birthdays, school_year
from onward.demo.words import names
from onward.formats.forms import PupilDetails, Sex

STAGE = "P5"
_BEYOND_THE_NATION = PUPILS_AT_MOST // 2
"""Candidate numbers from here on are of nobody on the nation's rolls."""


@dataclass(frozen=True, kw_only=True)
class Child:
    """An invented child in primary five, with a surname that nobody on roll has."""

    forename: str
    surname: str
    born: date
    sex: Sex
    scn: str

    def __str__(self) -> str:
        """Return the child's name."""
        return f"{self.forename} {self.surname}"

    @property
    def details(self) -> PupilDetails:
        """Return who the child is, as a school system says it."""
        return PupilDetails(
            surname=self.surname,
            forename=self.forename,
            born=self.born,
            sex=self.sex,
            scn=self.scn,
            stage=STAGE,
        )


def invent_child(today: date) -> Child:
    """Return a child whom no hub has met."""
    words = names()
    sex, forenames = secrets.choice([(Sex.FEMALE, words.girls), (Sex.MALE, words.boys)])
    number = _BEYOND_THE_NATION + secrets.randbelow(PUPILS_AT_MOST - _BEYOND_THE_NATION)
    return Child(
        forename=secrets.choice(forenames),
        surname=f"{secrets.choice(words.surnames)}-{secrets.choice(words.surnames)}",
        born=secrets.choice(birthdays(STAGE, school_year(today))),
        sex=sex,
        scn=candidate_number(number),
    )
