"""Make the directory as a plan has it: a few statements, however long the list, in one transaction."""

from collections.abc import Sequence
from datetime import date, datetime

from onward.audit import services as audit
from onward.database.bulk import fetch, run
from onward.directory.errors import DirectoryChangedMeanwhile
from onward.directory.locking import changing_directory
from onward.directory.queries import authority_codes, listed_schools
from onward.directory.school_list.listed import ListedSchool
from onward.directory.school_list.plan import ImportPlan, SchoolChange
from onward.directory.succession import leads_back
from onward.foundation.actor import Actor

_UPSERT = """
INSERT INTO directory_school AS listed
    (seed, type, name, authority_id, sector, takes_part, opened_on, closed_on, email, phone)
SELECT * FROM unnest(
    %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bool[], %s::date[], %s::date[],
    %s::text[], %s::text[]
)
ON CONFLICT (seed, type) DO UPDATE SET
    name = excluded.name, authority_id = excluded.authority_id, sector = excluded.sector,
    takes_part = excluded.takes_part, opened_on = excluded.opened_on, closed_on = excluded.closed_on,
    email = excluded.email, phone = excluded.phone, successor_id = NULL
RETURNING listed.seed || '-' || listed.type, listed.id
"""
# A second statement, because a successor may be a school that the first one added.
_NAME_SUCCESSORS = """
UPDATE directory_school AS school SET successor_id = successor.id
FROM unnest(%s::text[], %s::text[]) AS named (key, successor)
JOIN directory_school AS successor ON successor.seed || '-' || successor.type = named.successor
WHERE school.seed || '-' || school.type = named.key
"""


def apply_import(plan: ImportPlan, *, by: Actor, now: datetime) -> None:
    """Do what the plan says: all of it, or nothing.

    Raises:
        DirectoryChangedMeanwhile: the directory is not the one that the plan was made from.
        NotPermitted: the actor may not change the directory.
    """
    with changing_directory(by):
        wanted = [*plan.added, *(each.after for each in (*plan.changed, *plan.closed))]
        _check_still_so(plan, wanted)
        if wanted:
            ids = _write(wanted)
            audit.write(_acts(plan, ids, by), now=now)


def _check_still_so(plan: ImportPlan, wanted: Sequence[ListedSchool]) -> None:
    """Refuse a plan that was made from another state of the directory, or would now make a circle."""
    known = listed_schools()
    final = {**known, **{each.key: each for each in wanted}}
    successors = {key: each.successor for key, each in final.items() if each.successor}
    if (
        any(each.key in known for each in plan.added)
        or any(known.get(each.before.key) != each.before for each in (*plan.changed, *plan.closed))
        or any(each.successor and each.successor not in final for each in wanted)
        or any(leads_back(each.key, successors) for each in wanted)
        or not {each.authority for each in wanted} <= authority_codes()
    ):
        raise DirectoryChangedMeanwhile


def _write(wanted: Sequence[ListedSchool]) -> dict[str, int]:
    """Write the schools and return their numbers by key."""
    columns: list[list[str | bool | date | None]] = [
        [each.seed for each in wanted],
        [each.type.value for each in wanted],
        [each.name for each in wanted],
        [each.authority for each in wanted],
        [each.sector.value for each in wanted],
        [each.takes_part for each in wanted],
        [each.opened_on for each in wanted],
        [each.closed_on for each in wanted],
        [each.email for each in wanted],
        [each.phone for each in wanted],
    ]
    ids = dict(fetch(_UPSERT, columns))
    succeeded = [each for each in wanted if each.successor]
    if succeeded:
        run(_NAME_SUCCESSORS, [[each.key for each in succeeded], [each.successor for each in succeeded]])
    return ids


def _acts(plan: ImportPlan, ids: dict[str, int], by: Actor) -> list[audit.Act]:
    opened = [_act(by, "open_school", each, ids, {}) for each in plan.added]
    changed = [_act(by, "change_school", each.after, ids, _before(each)) for each in plan.changed]
    closed = [_act(by, "close_school", each.after, ids, {"why": "missing"}) for each in plan.closed]
    return [*opened, *changed, *closed]


def _act(by: Actor, act: str, school: ListedSchool, ids: dict[str, int], detail: dict[str, str]) -> audit.Act:
    return audit.Act(
        by=by,
        act=act,
        subject_kind="school",
        subject_id=school.key,
        school_id=ids[school.key],
        authority_id=school.authority,
        detail=detail,
    )


def _before(change: SchoolChange) -> dict[str, str]:
    """Return what each changed field was. All of it is open data."""
    return {each.field: "" if each.before is None else str(each.before) for each in change.fields}
