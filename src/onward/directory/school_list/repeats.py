"""What to do when a list names one school twice: the same words count once, different words not at all."""

from collections.abc import Iterable

from onward.directory.school_list.columns import StatedSchool
from onward.formats.fault_table import fault
from onward.foundation.faults import Fault


def without_repeats(stated: Iterable[StatedSchool]) -> tuple[dict[str, StatedSchool], tuple[Fault, ...]]:
    """Return one row for each school, by key, and a word on every repeat.

    Where rows contradict each other none is used, because nobody can tell which is right.
    """
    by_key: dict[str, list[StatedSchool]] = {}
    for each in stated:
        if each.key:
            by_key.setdefault(each.key, []).append(each)
    once = {}
    faults: list[Fault] = []
    for key, rows in by_key.items():
        if all(each.stated == rows[0].stated and not each.faults for each in rows[1:]):
            once[key] = rows[0]
            faults += [_repeat("row-repeated", each, rows[0]) for each in rows[1:]]
        else:
            faults += [_repeat("school-repeated", each, rows[0]) for each in rows[1:]]
            faults.append(_repeat("school-repeated", rows[0], rows[1]))
    return once, tuple(faults)


def _repeat(code: str, row: StatedSchool, other: StatedSchool) -> Fault:
    return fault(code, row.place("seed"), place=other.row)
