"""Invented schools of the real authorities: their keys, names, sizes, and which primary feeds which."""

from dataclasses import dataclass, field
from random import Random

from onward.demo.dice import dice, share_out
from onward.demo.stages import PRIMARY_STAGES, SECONDARY_STAGES, SPECIAL_STAGES
from onward.demo.words import places, rows_of
from onward.directory.school_kinds import SchoolType, Sector

PUPILS_AT_FULL_SCALE = 700_000

STAGES_OF = {
    SchoolType.PRIMARY: PRIMARY_STAGES,
    SchoolType.SECONDARY: SECONDARY_STAGES,
    SchoolType.SPECIAL: SPECIAL_STAGES,
}

# The last two years of secondary school are smaller, because most may leave at sixteen.
_SIZE_OF_STAGE = dict.fromkeys(PRIMARY_STAGES, 1.0) | {
    "S1": 1.06, "S2": 1.06, "S3": 1.06, "S4": 1.06, "S5": 0.8, "S6": 0.48, "SP": 0.12,
}  # fmt: skip
_UNEVENNESS = {SchoolType.PRIMARY: 0.6, SchoolType.SECONDARY: 0.35, SchoolType.SPECIAL: 0.4}
_ENDINGS = {
    SchoolType.PRIMARY: ("Primary School",),
    SchoolType.SECONDARY: ("Academy", "High School", "Academy", "Grammar School"),
    SchoolType.SPECIAL: ("School",),
}
# Where one building on an island or in a glen is both schools, they share one SEED code.
_ALL_THROUGH = {"130": 3, "235": 2, "270": 5, "330": 2, "340": 1, "360": 3}
_INDEPENDENTS_AT_LEAST = 4
_ONE_INDEPENDENT_IN = 10
_CODES_BEGIN, _CODES, _CODE_STEP = 8_000_000, 999_983, 387_421


@dataclass(frozen=True, kw_only=True, slots=True)
class NationSchool:
    """One invented school. `sizes` is its roll by stage; `feeds` the secondary that a primary leads to."""

    index: int
    seed: str
    type: SchoolType
    name: str
    authority: str
    sector: Sector = Sector.PUBLICLY_FUNDED
    takes_part: bool = True
    sizes: tuple[int, ...] = ()
    feeds: int | None = None

    @property
    def roll(self) -> int:
        """Return how many pupils are on its roll."""
        return sum(self.sizes)

    @property
    def stages(self) -> tuple[str, ...]:
        """Return its stages, in the order of `sizes`."""
        return STAGES_OF[self.type]


def lay_out_schools(seed: int, scale: float) -> tuple[NationSchool, ...]:
    """Return the nation's schools, publicly funded first; their rolls add up to the nation's pupils."""
    rows = rows_of("authority_sizes.csv")
    rolls = share_out(
        round(PUPILS_AT_FULL_SCALE * scale), [float(row["pupils_in_thousands"]) for row in rows]
    )
    layout = _Layout(rng=dice(seed, "schools"), scale=scale)
    for row, roll in zip(rows, rolls, strict=True):
        layout.add_authority(row, roll)
    layout.add_independents(rows)
    return tuple(layout.schools)


@dataclass(kw_only=True)
class _Layout:
    rng: Random
    scale: float
    schools: list[NationSchool] = field(default_factory=list)
    places: list[str] = field(default_factory=places)
    codes: int = 0

    def __post_init__(self) -> None:
        self.rng.shuffle(self.places)

    def add_authority(self, row: dict[str, str], roll: int) -> None:
        """Lay out one authority: secondaries first, because its primaries point at them."""
        counts = {
            SchoolType.SECONDARY: max(1, round(int(row["secondaries"]) * self.scale)),
            SchoolType.PRIMARY: max(1, round(int(row["primaries"]) * self.scale)),
            SchoolType.SPECIAL: round(int(row["specials"]) * self.scale),
        }
        types = [kind for kind, count in counts.items() if count]
        weights = [sum(_SIZE_OF_STAGE[stage] for stage in STAGES_OF[kind]) for kind in types]
        begin = len(self.schools)
        for kind, of_type in zip(types, share_out(roll, weights), strict=True):
            unevenness = [self.rng.lognormvariate(0, _UNEVENNESS[kind]) for _ in range(counts[kind])]
            rolls = share_out(of_type, unevenness)
            if kind == SchoolType.PRIMARY:
                self._add_primaries(row["la_code"], rolls, secondaries=self.schools[begin:])
            else:
                for of_school in rolls:
                    self._add(row["la_code"], kind, self._sizes(kind, of_school))

    def add_independents(self, rows: list[dict[str, str]]) -> None:
        """Add the independent schools; a few take part. Their pupils are not on the nation's rolls."""
        weights = [int(row["independents"]) for row in rows]
        total = max(_INDEPENDENTS_AT_LEAST, round(sum(weights) * self.scale))
        number = 0
        for row, count in zip(rows, share_out(total, weights), strict=True):
            for _ in range(count):
                kind = (SchoolType.SECONDARY, SchoolType.PRIMARY)[number % 2]
                self._add_independent(row["la_code"], kind, takes_part=number % _ONE_INDEPENDENT_IN < 2)
                number += 1

    def _add_primaries(self, authority: str, rolls: list[int], *, secondaries: list[NationSchool]) -> None:
        all_through = _ALL_THROUGH.get(authority, 0)
        for number, roll in enumerate(rolls):
            sizes = self._sizes(SchoolType.PRIMARY, roll)
            secondary = secondaries[number % len(secondaries)]
            twin = secondary if number < min(all_through, len(secondaries)) else None
            self._add(authority, SchoolType.PRIMARY, sizes, feeds=secondary, twin=twin)

    def _add(
        self,
        authority: str,
        kind: SchoolType,
        sizes: tuple[int, ...],
        *,
        feeds: NationSchool | None = None,
        twin: NationSchool | None = None,
    ) -> None:
        place = twin.name.split()[0] if twin else self.places.pop()
        school = NationSchool(
            index=len(self.schools),
            seed=twin.seed if twin else self._next_code(),
            type=kind,
            name=f"{place} {self.rng.choice(_ENDINGS[kind])}",
            authority=authority,
            sizes=sizes,
            feeds=feeds.index if feeds else None,
        )
        self.schools.append(school)

    def _add_independent(self, authority: str, kind: SchoolType, *, takes_part: bool) -> None:
        school = NationSchool(
            index=len(self.schools),
            seed=self._next_code(),
            type=kind,
            name=f"{self.places.pop()} {'College' if kind == SchoolType.SECONDARY else 'Preparatory School'}",
            authority=authority,
            sector=Sector.INDEPENDENT,
            takes_part=takes_part,
        )
        self.schools.append(school)

    def _sizes(self, kind: SchoolType, roll: int) -> tuple[int, ...]:
        weights = [_SIZE_OF_STAGE[stage] * self.rng.uniform(0.85, 1.15) for stage in STAGES_OF[kind]]
        return tuple(share_out(roll, weights))

    def _next_code(self) -> str:
        self.codes += 1
        return str(_CODES_BEGIN + self.codes * _CODE_STEP % _CODES)
