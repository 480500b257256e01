"""Where pupils go: another school of a fitting type, an independent school, or a place outside Scotland."""

from itertools import accumulate
from random import Random
from typing import NamedTuple, cast

from onward.demo.nation import Nation
from onward.demo.schools import NationSchool
from onward.demo.stages import PRIMARY_STAGES, SECONDARY_STAGES
from onward.directory.school_kinds import SchoolType, Sector

_TO_FEEDER = 0.88
_WITHIN_AUTHORITY = 0.62
_NAME_NOT_KNOWN = 0.35

_COUNTRIES = ("PL", "IE", "AU", "US", "ES", "CA", "FR", "DE", "NZ", "PK", "IN", "NG", "ZA", "AE", "LT", "RO")
_COUNTRY_WEIGHTS = (20, 12, 12, 9, 7, 7, 5, 5, 5, 4, 4, 3, 3, 2, 1, 1)
_NATIONS = ("GB-ENG", "GB-WLS", "GB-NIR")
_NATION_WEIGHTS = (84, 7, 9)
_FAR_SCHOOLS = (
    "Larkholme",
    "Oakmere",
    "Fairhaven",
    "Millfold",
    "Ashcombe",
    "Saltbeck",
    "Heronsgate",
    "Thornby",
)


class Outside(NamedTuple):
    """A place outside the network: a country, and the name of a school there, if it is known."""

    country: str
    name: str


class Places:
    """Chooses destinations; a school that is more in demand is chosen more often."""

    def __init__(self, nation: Nation, rng: Random) -> None:
        """Sort the nation's schools by type and authority."""
        self._schools = nation.schools
        self._rng = rng
        public = [school for school in nation.schools if school.sector == Sector.PUBLICLY_FUNDED]
        self._nationwide = {kind: _Demand.of([s for s in public if s.type == kind]) for kind in SchoolType}
        groups: dict[tuple[str, SchoolType], list[NationSchool]] = {}
        for school in public:
            groups.setdefault((school.authority, school.type), []).append(school)
        self._local = {key: _Demand.of(group) for key, group in groups.items()}
        independents = [school for school in nation.schools if school.sector == Sector.INDEPENDENT]
        self._taking_part: dict[SchoolType, list[int]] = {}
        for school in independents:
            if school.takes_part:
                self._taking_part.setdefault(school.type, []).append(school.index)
        self._not_taking_part = tuple(school for school in independents if not school.takes_part)

    def next_school(self, origin: int, stage: str, *, not_at: int | None = None) -> int:
        """Return another publicly funded school for a stage, at random but not `not_at`.

        A pupil of a special school goes to a secondary school where there is no other special one.
        """
        school = self._schools[origin]
        besides = frozenset({origin} if not_at is None else {origin, not_at})
        kind = _type_for(stage)
        leads_on = school.feeds is not None and kind == SchoolType.SECONDARY and school.feeds not in besides
        if leads_on and self._rng.random() < _TO_FEEDER:
            return cast("int", school.feeds)
        if not self._nationwide[kind].has_others(besides):
            kind = SchoolType.SECONDARY
        local = self._local.get((school.authority, kind))
        if local and local.has_others(besides) and self._rng.random() < _WITHIN_AUTHORITY:
            return local.pick(self._rng, besides)
        return self._nationwide[kind].pick(self._rng, besides)

    def any_school(self, stage: str) -> int:
        """Return a publicly funded school that has a stage, anywhere in the nation."""
        return self._nationwide[_type_for(stage)].pick(self._rng, frozenset())

    def independent_taking_part(self, stage: str) -> int | None:
        """Return an independent school that has a stage and exchanges through the hub, if there is one."""
        fitting = self._taking_part.get(_type_for(stage))
        return self._rng.choice(fitting) if fitting else None

    def independent_outside(self) -> Outside:
        """Return an independent school that does not exchange through the hub."""
        return Outside("GB-SCT", self._rng.choice(self._not_taking_part).name)

    def abroad(self) -> Outside:
        """Return a place abroad."""
        return Outside(self._rng.choices(_COUNTRIES, _COUNTRY_WEIGHTS)[0], self._far_school())

    def rest_of_uk(self) -> Outside:
        """Return a place in England, Wales or Northern Ireland."""
        return Outside(self._rng.choices(_NATIONS, _NATION_WEIGHTS)[0], self._far_school())

    def _far_school(self) -> str:
        if self._rng.random() < _NAME_NOT_KNOWN:
            return ""
        return f"{self._rng.choice(_FAR_SCHOOLS)} School"


class _Demand(NamedTuple):
    schools: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, schools: list[NationSchool]) -> "_Demand":
        return cls(
            tuple(school.index for school in schools),
            tuple(accumulate(school.roll + 1 for school in schools)),
        )

    def has_others(self, besides: frozenset[int]) -> bool:
        return any(school not in besides for school in self.schools[: len(besides) + 1])

    def pick(self, rng: Random, besides: frozenset[int]) -> int:
        while True:
            chosen = rng.choices(self.schools, cum_weights=self.ends)[0]
            if chosen not in besides:
                return chosen


def _type_for(stage: str) -> SchoolType:
    if stage in PRIMARY_STAGES:
        return SchoolType.PRIMARY
    return SchoolType.SECONDARY if stage in SECONDARY_STAGES else SchoolType.SPECIAL
