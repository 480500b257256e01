"""Rules between the fields of one item, and check digits. They need no database.

They read fields leniently, so that an item with a fault of form still hears all its other faults.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType

from onward.formats.fault_table import fault
from onward.formats.forms import Form, Kind
from onward.formats.paths import joined
from onward.foundation.faults import Fault
from onward.foundation.identifiers import chi, scn, upn

OLDEST_PUPIL_YEARS = 25

_CHECKED_NUMBERS: tuple[tuple[str, Callable[[str], str | None]], ...] = (
    ("scn", scn.fault),
    ("upn", upn.fault),
    ("chi", chi.fault),
)
_HAPPENED_ON: Mapping[str, str] = MappingProxyType({Kind.ARRIVAL: "arrived_on", Kind.CONFIRMATION: "on"})
_NAMED_BY: Mapping[str, str] = MappingProxyType({Kind.RECORD: "leaver", Kind.ARRIVAL: "joiner"})

Fields = Mapping[str, object]


def rule_faults(
    item: Fields, path: str, today: date | None, *, skip: frozenset[str] = frozenset()
) -> list[Fault]:
    """Return the faults that these rules find in an item, except at the paths to `skip`."""
    placed = [fault(code, joined(path, where)) for code, where in _faults(item, today)]
    return [one for one in placed if one.path not in skip]


def fields_of(value: object) -> Fields:
    """Return the fields of a form or of what a JSON reader gave; none where it is neither."""
    if isinstance(value, Form):
        return vars(value)
    return value if isinstance(value, Mapping) else {}


def _faults(item: Fields, today: date | None) -> Iterator[tuple[str, str]]:
    if pupil := fields_of(item.get("pupil")):
        yield from _number_faults(pupil)
        yield from _birth_faults(pupil, _day(item.get("leaving_on") or item.get("arrived_on")) or today)
    yield from _naming_faults(item)
    yield from _place_faults(item)
    if today:
        yield from _future_faults(item, today)


def _number_faults(pupil: Fields) -> Iterator[tuple[str, str]]:
    for name, rule in _CHECKED_NUMBERS:
        number = pupil.get(name)
        if number and isinstance(number, str) and rule(number.strip()):
            yield f"{name}-invalid", f"pupil.{name}"


def _birth_faults(pupil: Fields, by: date | None) -> Iterator[tuple[str, str]]:
    born = _day(pupil.get("born"))
    if born is None or by is None:
        return
    oldest = (by.year - OLDEST_PUPIL_YEARS, by.month, by.day)
    is_over_age = (born.year, born.month, born.day) < oldest and pupil.get("stage") != "AD"
    if born > by or is_over_age:
        yield "born-implausible", "pupil.born"


def _naming_faults(item: Fields) -> Iterator[tuple[str, str]]:
    kind = item.get("kind")
    identifier = _NAMED_BY.get(kind) if isinstance(kind, str) else None
    if identifier and not item.get(identifier) and item.get("pupil") is None:
        yield "pupil-not-named", "pupil"


def _place_faults(item: Fields) -> Iterator[tuple[str, str]]:
    has_school, has_place = item.get("destination") is not None, item.get("outside") is not None
    if has_school and has_place:
        yield "two-destinations", "outside"
    elif item.get("kind") == Kind.REDIRECT and not (has_school or has_place):
        yield "destination-missing", "destination"


def _future_faults(item: Fields, today: date) -> Iterator[tuple[str, str]]:
    kind = item.get("kind")
    name = _HAPPENED_ON.get(kind) if isinstance(kind, str) else None
    day = _day(item.get(name)) if name else None
    if name and day and day > today and item.get("provisional") is not True:
        yield "date-in-future", name


def _day(value: object) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            return None
    return value if isinstance(value, date) else None
