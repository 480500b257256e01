"""Open, close, merge and reopen schools.

What waits for a school that closes is not moved here: `operations` asks the register who answers for it.
"""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from onward.audit import services as audit
from onward.directory.errors import (
    AlreadyClosed,
    CannotBeSo,
    NotClosed,
    SchoolListedAlready,
    SchoolNotFound,
    SuccessionGoesInACircle,
)
from onward.directory.locking import changing_directory
from onward.directory.models import School
from onward.directory.register import SchoolFact, fact_of
from onward.directory.school_list.listed import ListedSchool
from onward.directory.services.authorities import check_authority
from onward.directory.succession import leads_back
from onward.foundation.actor import Actor


def open_school(*, school: ListedSchool, by: Actor, now: datetime) -> SchoolFact:
    """List a school that is not in the directory yet, and return it. Closed ones come by a school list.

    Raises:
        SchoolListedAlready: there is a school with this SEED code and type.
        CannotBeSo: it is stated to be closed already.
        AuthorityNotFound: there is no such authority.
        NotPermitted: the actor may not change the directory.
    """
    if school.closed_on or school.successor:
        raise CannotBeSo("A school that opens has no closing day and no successor.")
    with changing_directory(by):
        check_authority(school.authority)
        if School.objects.filter(seed=school.seed, type=school.type).exists():
            raise SchoolListedAlready(f"School {school.key} is in the directory already.")
        opened = School.objects.create(
            seed=school.seed,
            type=school.type.value,
            name=school.name,
            authority_id=school.authority,
            sector=school.sector.value,
            takes_part=school.takes_part,
            opened_on=school.opened_on,
            email=school.email,
            phone=school.phone,
        )
        audit.write([_act(by, "open_school", opened)], now=now)
        return fact_of(opened)


def close_school(
    *, school_id: int, on: date, successor_id: int | None, by: Actor, now: datetime
) -> SchoolFact:
    """Close a school from that day on, naming the school that takes over if one does; return it.

    Saying the same again changes nothing, and a successor may be named later. The successor may itself
    be closed, so long as the chain does not lead back.

    Raises:
        SchoolNotFound: the school or the successor is not in the directory.
        AlreadyClosed: it is closed on another day or with another successor; reopen it first.
        SuccessionGoesInACircle: the successors would lead back to the school.
        CannotBeSo: the school would close before it opens.
        NotPermitted: the actor may not change the directory.
    """
    with changing_directory(by):
        return _close(_school(school_id), on, successor_id, by=by, now=now)


def merge_schools(
    *, school_ids: Collection[int], into_id: int, on: date, by: Actor, now: datetime
) -> tuple[SchoolFact, ...]:
    """Close several schools from that day on, all with the same successor, and return them.

    Raises:
        SchoolNotFound: a school or the successor is not in the directory.
        AlreadyClosed: one of the schools, or the successor, is closed on that day.
        SuccessionGoesInACircle: a school would be merged into itself or into one that it took over.
        CannotBeSo: a school would close before it opens.
        NotPermitted: the actor may not change the directory.
    """
    with changing_directory(by):
        into = _school(into_id)
        if into.id not in school_ids and fact_of(into).is_closed(on):
            raise AlreadyClosed(f"School {into.key} is closed on that day and cannot take over.")
        schools = [_school(each) for each in sorted(set(school_ids))]
        return tuple(_close(each, on, into_id, by=by, now=now) for each in schools)


def reopen(*, school_id: int, by: Actor, now: datetime) -> SchoolFact:
    """Take back the closing of a school, with its successor, and return it.

    Raises:
        SchoolNotFound: it is not in the directory.
        NotClosed: no closing is known.
        NotPermitted: the actor may not change the directory.
    """
    with changing_directory(by):
        school = _school(school_id)
        if school.closed_on is None:
            raise NotClosed(f"School {school.key} is open.")
        before = {
            "closed_on": school.closed_on.isoformat(),
            "successor": school.successor.key if school.successor else "",
        }
        school.closed_on = school.successor = None
        school.save(update_fields=["closed_on", "successor"])
        audit.write([_act(by, "reopen_school", school, before)], now=now)
        return fact_of(school)


def _close(school: School, on: date, successor_id: int | None, *, by: Actor, now: datetime) -> SchoolFact:
    successor = None if successor_id is None else _school(successor_id)
    if (school.closed_on, school.successor_id) == (on, successor_id):
        return fact_of(school)
    _check_may_close(school, on, successor)
    school.closed_on, school.successor = on, successor
    school.save(update_fields=["closed_on", "successor"])
    detail = {"on": on.isoformat(), "successor": successor.key if successor else ""}
    audit.write([_act(by, "close_school", school, detail)], now=now)
    return fact_of(school)


def _check_may_close(school: School, on: date, successor: School | None) -> None:
    named_later = school.closed_on == on and school.successor_id is None
    if school.closed_on is not None and not named_later:
        raise AlreadyClosed(f"School {school.key} is closed on another day or with another successor.")
    if school.opened_on is not None and on <= school.opened_on:
        raise CannotBeSo(f"School {school.key} would close before it opens.")
    if successor is not None and _would_circle(school, successor):
        raise SuccessionGoesInACircle(f"School {successor.key} leads back to {school.key}.")


def _would_circle(school: School, successor: School) -> bool:
    closed = School.objects.filter(successor__isnull=False).values_list("id", "successor_id")
    successors = {each: following for each, following in closed if following is not None}
    return leads_back(school.id, {**successors, school.id: successor.id})


def _school(school_id: int) -> School:
    school = School.objects.filter(pk=school_id).first()
    if school is None:
        raise SchoolNotFound
    return school


def _act(by: Actor, act: str, school: School, detail: Mapping[str, str] | None = None) -> audit.Act:
    return audit.Act(
        by=by,
        act=act,
        subject_kind="school",
        subject_id=school.key,
        school_id=school.id,
        authority_id=school.authority_id,
        detail=dict(detail or {}),
    )
