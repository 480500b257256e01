"""Whether every school that names a successor may do so: it exists, and no circle comes of it."""

from collections.abc import Mapping

from onward.directory.school_list.columns import StatedSchool
from onward.directory.school_list.listed import ListedSchool
from onward.directory.succession import leads_back
from onward.formats.fault_table import fault
from onward.foundation.faults import Fault


def refuse_bad_successions(
    wanted: dict[str, ListedSchool], rows: Mapping[str, StatedSchool], known: Mapping[str, ListedSchool]
) -> tuple[Fault, ...]:
    """Take out of `wanted` each school whose successor cannot stand, and return the faults.

    A school that is refused stays in the directory as it was, or is not added; that may undo another's
    successor, so the question is asked again until nobody falls.
    """
    faults: list[Fault] = []
    while bad := _troubles(wanted, {**known, **wanted}):
        for key, code in bad.items():
            faults.append(fault(code, rows[key].place("successor")))
            del wanted[key]
    return tuple(faults)


def _troubles(wanted: Mapping[str, ListedSchool], final: Mapping[str, ListedSchool]) -> dict[str, str]:
    """Return the code of what is wrong with a successor, for each wanted school with a wrong one."""
    successors = {key: school.successor for key, school in final.items() if school.successor}
    unknown = {key for key in wanted if key in successors and successors[key] not in final}
    circling = {key for key in wanted if leads_back(key, successors)}
    return dict.fromkeys(unknown, "successor-unknown") | dict.fromkeys(circling, "succession-in-circle")
