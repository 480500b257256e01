"""What the pages about people show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from onward.access.roles import Role
from onward.access.staff import HeldRole, StaffRow
from onward.emails.bounces import BounceSeen
from onward.foundation.clock import today_in_scotland
from onward.web.administration.forms import InvitationForm
from onward.web.wording import day, moment

Bounces = Mapping[UUID, BounceSeen]


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleLine:
    """One role of one person; `end_href` is empty where it ends already, or is held elsewhere."""

    title: str
    held: str
    end_href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonLine:
    """One person."""

    name: str
    email: str
    last_seen: str
    roles: tuple[RoleLine, ...]
    bounced: str
    confirm_href: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PeoplePage:
    """The people of an organisation."""

    people: tuple[PersonLine, ...]
    reviewed: str

    @classmethod
    def of(cls, rows: Sequence[StaffRow], *, bounces: Bounces, reviewed_at: datetime | None) -> "PeoplePage":
        """Return the page of these people."""
        return cls(people=_people(rows, bounces), reviewed=moment(reviewed_at))


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewPage:
    """Everybody who can see an organisation's pupils."""

    people: tuple[PersonLine, ...]
    reviewed: str

    @classmethod
    def of(cls, rows: Sequence[StaffRow], *, bounces: Bounces, reviewed_at: datetime | None) -> "ReviewPage":
        """Return the page of these people."""
        return cls(people=_people(rows, bounces), reviewed=moment(reviewed_at))


def exported_people(rows: Sequence[StaffRow]) -> Iterator[tuple[str, ...]]:
    """Yield the headings, and one row for each role that somebody holds."""
    yield ("Name", "E-mail", "Last signed in", "Role", "Held here", "Since", "Until")
    for row in rows:
        for held in row.roles:
            yield (
                row.name,
                row.email,
                moment(row.last_seen_at) or "never",
                held.role.title,
                "yes" if held.is_own else "no",
                held.from_on.isoformat(),
                held.until_on.isoformat() if held.until_on else "",
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class InvitePage:
    """The form of an invitation."""

    form: InvitationForm


@dataclass(frozen=True, kw_only=True, slots=True)
class EndRolePage:
    """The question whether a role is to end."""

    person: StaffRow
    role: Role


def _people(rows: Sequence[StaffRow], bounces: Bounces) -> tuple[PersonLine, ...]:
    return tuple(_person(each, bounces.get(each.person_id)) for each in rows)


def _person(row: StaffRow, bounce: BounceSeen | None) -> PersonLine:
    is_own = any(each.is_own for each in row.roles)
    return PersonLine(
        name=row.name,
        email=row.email,
        last_seen=moment(row.last_seen_at) or "never",
        roles=tuple(_role(row, each) for each in row.roles),
        bounced=day(today_in_scotland(bounce.bounced_at)) if bounce else "",
        confirm_href=reverse("confirm_address", args=[row.person_id]) if bounce and is_own else "",
    )


def _role(row: StaffRow, held: HeldRole) -> RoleLine:
    until = f"until {day(held.until_on)}" if held.until_on else ""
    can_end = held.is_own and held.until_on is None
    address = f"{reverse('end_role', args=[row.person_id])}?{urlencode({'role': held.role.name})}"
    return RoleLine(
        title=held.role.title,
        held=f"since {day(held.from_on)} {until}".strip(),
        end_href=address if can_end else "",
    )
