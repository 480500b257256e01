"""Which systems act for the schools of an organisation, for those who administer systems there."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, OuterRef, Q, Subquery

from onward.access.errors import SystemNotFound
from onward.access.facts import Organisation
from onward.access.models import Credential, System, SystemSchool
from onward.access.roles import Held, Permission
from onward.access.services.permission import require
from onward.database.sight import seen_as
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland
from onward.foundation.sight import HUB


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemAtRow:
    """One system; `schools` counts those of the organisation for which it may act today."""

    id: UUID
    name: str
    supplier: str
    is_active: bool
    registered_at: datetime
    schools: int
    last_used_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ActsForRow:
    """One school for which a system may act today or later; `until_on` is the first day without it."""

    school_id: int
    school_name: str
    school_key: str
    from_on: date
    until_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SystemSeen:
    """A system with some of the schools for which it acts; `has_more` says that others follow them."""

    system: SystemAtRow
    acts_for: tuple[ActsForRow, ...]
    has_more: bool


def systems_at(at: Organisation, *, by: Actor, now: datetime) -> list[SystemAtRow]:
    """Return the systems that act for schools of the organisation, by name; nationally all that there are.

    Raises:
        NotPermitted: the actor does not administer systems there.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=at, now=now)
    with seen_as(HUB):
        return _systems(at, now)


def names_of_systems(*, at: Organisation, by: Actor, now: datetime) -> list[tuple[UUID, str]]:
    """Return every system that is not suspended with its name and supplier, to choose from.

    Raises:
        NotPermitted: the actor does not administer systems there.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=at, now=now)
    with seen_as(HUB):
        found = System.objects.filter(is_active=True).order_by("name", "id")
        return [(each.pk, f"{each.name} ({each.supplier})") for each in found]


def view_system(
    system_id: UUID, *, at: Organisation, by: Actor, now: datetime, limit: int, after: int = 0
) -> SystemSeen:
    """Return one system with up to `limit` schools of the organisation, behind the school `after`.

    Raises:
        SystemNotFound: there is none, or it acts for no school of the organisation.
        NotPermitted: the actor does not administer systems there.
    """
    require(by, Permission.ADMINISTER_SYSTEMS, at=at, now=now)
    with seen_as(HUB):
        systems = _systems(at, now, Q(pk=system_id))
        if not systems:
            raise SystemNotFound
        grants = (
            SystemSchool.objects.filter(_of(at), _lasting(now), system_id=system_id, school_id__gt=after)
            .select_related("school")
            .order_by("school_id", "id")
        )
        found = [_acts_for(each) for each in grants[: limit + 1]]
    return SystemSeen(system=systems[0], acts_for=tuple(found[:limit]), has_more=len(found) > limit)


def _systems(at: Organisation, now: datetime, wanted: Q = Q()) -> list[SystemAtRow]:  # noqa: B008 -- immutable
    today = today_in_scotland(now)
    of_here = _of(at, "grants__school") & _lasting(now, "grants__") & Q(grants__from_on__lte=today)
    used = Credential.objects.filter(system=OuterRef("pk")).order_by().values("system")
    systems = System.objects.filter(wanted).annotate(
        schools=Count("grants", filter=of_here),
        last_used_at=Subquery(used.annotate(last=Max("last_used_at")).values("last")),
    )
    if at.held is not Held.NATIONAL:
        systems = systems.filter(schools__gt=0)
    names = ("id", "name", "supplier", "is_active", "registered_at", "schools", "last_used_at")
    return [SystemAtRow(**values) for values in systems.order_by("name", "id").values(*names)]


def _of(at: Organisation, school: str = "school") -> Q:
    if at.school_id is not None:
        return Q(**{school: at.school_id})
    return Q(**{f"{school}__authority": at.authority_id}) if at.authority_id is not None else Q()


def _lasting(now: datetime, grants: str = "") -> Q:
    until = f"{grants}until_on"
    return Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": today_in_scotland(now)})


def _acts_for(grant: SystemSchool) -> ActsForRow:
    return ActsForRow(
        school_id=grant.school_id,
        school_name=grant.school.name,
        school_key=grant.school.key,
        from_on=grant.from_on,
        until_on=grant.until_on,
    )
