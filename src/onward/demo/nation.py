"""An invented nation: real authorities, invented schools, and pupils made up as they are asked for.

A pupil is a pure function of the seed and of the pupil's number, so nothing is held but the schools,
and any pupil can be had at once. Nobody in it is a real person.
"""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import NamedTuple

from onward.demo.candidate_numbers import candidate_number
from onward.demo.dice import dice, scatter
from onward.demo.schools import NationSchool, lay_out_schools
from onward.demo.stages import STAGES, birthdays, school_year
from onward.demo.words import NameLists, names
from onward.formats.forms import Mark, Sex

_SHARED_NUMBERS_AT_FULL_SCALE = 12
_SHARED_NUMBERS_AT_LEAST = 2
_MARKS = (
    *((Mark.CHILD_PROTECTION, Mark.LOOKED_AFTER),) * 2,
    *((Mark.CHILD_PROTECTION,),) * 4,
    *((Mark.LOOKED_AFTER,),) * 24,
    *((Mark.CONCERN,),) * 10,
    *((),) * (2048 - 40),
)


class NationPupil(NamedTuple):
    """One invented pupil on roll. `school` is the index of the school, `family` is shared by siblings."""

    number: int
    scn: str
    surname: str
    forename: str
    middle_names: str
    known_as_surname: str
    known_as_forename: str
    born: date
    sex: Sex
    stage: str
    school: int
    family: int
    marks: tuple[Mark, ...]


class Nation:
    """The schools and pupils of one seed, as they are on one day.

    At scale 1 there are 700,000 pupils on roll in about 2,500 schools; both follow the scale, but each
    authority keeps at least one primary and one secondary school. The day decides the pupils' ages: the
    same number on a day in another school year is another pupil.
    """

    def __init__(self, seed: int, scale: float = 1.0, *, as_of: date) -> None:
        """Lay out the schools; pupils are made when asked for."""
        self.seed = seed
        self.scale = scale
        self.as_of = as_of
        self.schools = lay_out_schools(seed, scale)
        self.pupil_count = sum(school.roll for school in self.schools)
        self._groups = tuple(_year_groups(self.schools))
        self._begins = [group.begin for group in self._groups]
        self._by_stage = {stage: _StageRoll.of(stage, self._groups) for stage in STAGES}
        self._maker = _PupilMaker(seed, school_year(as_of), self.pupil_count, scale)

    def pupils(self) -> Iterator[NationPupil]:
        """Yield everyone on roll, school by school, holding nobody."""
        make = self._maker.make
        for group in self._groups:
            for number in range(group.begin, group.begin + group.size):
                yield make(number, group)

    def pupil(self, number: int) -> NationPupil:
        """Return the pupil of a number from 0 up to, and without, `pupil_count`."""
        return self._maker.make(number, self._groups[bisect_right(self._begins, number) - 1])

    def newcomer(self, number: int, *, stage: str, school: int) -> NationPupil:
        """Return a child who comes from outside and has no Scottish number; numbers count from 0.

        The surname is a double one, so that nobody on roll is of the same name and birthday by chance.
        """
        group = _YearGroup(begin=0, size=0, school=school, stage=stage, school_begins=0)
        one, other = (self._maker.make(self.pupil_count + 2 * number + at, group) for at in (0, 1))
        return one._replace(
            number=self.pupil_count + number, scn="", surname=f"{one.surname}-{other.surname}"
        )

    def count_in_stage(self, stage: str) -> int:
        """Return how many pupils are in a stage, in the whole nation."""
        return self._by_stage[stage].ends[-1]

    def nth_in_stage(self, stage: str, number: int) -> int:
        """Return the number of the pupil who is the `number`-th of a stage, counted from 0."""
        return self._by_stage[stage].pupil_at(number)


class _YearGroup(NamedTuple):
    begin: int
    size: int
    school: int
    stage: str
    school_begins: int


class _StageRoll(NamedTuple):
    """The year groups of one stage, with how many pupils are in them up to the end of each."""

    groups: tuple[_YearGroup, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, stage: str, groups: tuple[_YearGroup, ...]) -> "_StageRoll":
        mine = tuple(group for group in groups if group.stage == stage)
        return cls(mine, tuple(accumulate(group.size for group in mine)) or (0,))

    def pupil_at(self, number: int) -> int:
        at = bisect_right(self.ends, number)
        group = self.groups[at]
        return group.begin + group.size - (self.ends[at] - number)


def _year_groups(schools: tuple[NationSchool, ...]) -> Iterator[_YearGroup]:
    begin = 0
    for school in schools:
        school_begins = begin
        for stage, size in zip(school.stages, school.sizes, strict=False):
            if size:
                yield _YearGroup(begin, size, school.index, stage, school_begins)
            begin += size


class _PupilMaker:
    """Makes a pupil from a number: each slice of a scattered number decides one thing about the pupil."""

    def __init__(self, seed: int, year: int, pupils: int, scale: float) -> None:
        self._salt = scatter(seed + 1)
        self._names: NameLists = names()
        self._birthdays = {stage: birthdays(stage, year) for stage in STAGES}
        self._shared_numbers = _share_numbers(seed, pupils, scale)

    def make(self, number: int, group: _YearGroup) -> NationPupil:
        bits = scatter(number ^ self._salt)
        surnames, girls, boys, short_forms = self._names
        # Every fourth pupil shares a family with those of the same place in the other year groups.
        family = number * 2 if bits & 3 else (group.school_begins + number - group.begin) * 2 + 1
        sex, forenames = (Sex.FEMALE, girls) if bits & 4 else (Sex.MALE, boys)
        surname = surnames[scatter(family ^ self._salt) % len(surnames)]
        forename = forenames[(bits >> 3 & 0xFFFF) % len(forenames)]
        middle = forenames[(bits >> 19 & 0xFFFF) % len(forenames)] if bits >> 35 & 1 else ""
        days = self._birthdays[group.stage]
        return NationPupil(
            number,
            candidate_number(self._shared_numbers.get(number, number)),
            surname,
            forename,
            middle,
            surnames[(bits >> 8 & 0xFFFF) % len(surnames)] if not bits >> 36 & 127 else "",
            short_forms.get(forename, "") if not bits >> 43 & 3 else "",
            days[(bits >> 45 & 0xFFFF) % len(days)],
            sex,
            group.stage,
            group.school,
            family,
            _MARKS[bits >> 53],
        )


def _share_numbers(seed: int, pupils: int, scale: float) -> dict[int, int]:
    """Return the few pupils who were once given another pupil's number: duplicates have existed."""
    count = max(_SHARED_NUMBERS_AT_LEAST, round(_SHARED_NUMBERS_AT_FULL_SCALE * scale))
    drawn = dice(seed, "shared numbers").sample(range(pupils), count * 2)
    return dict(zip(drawn[:count], drawn[count:], strict=True))
