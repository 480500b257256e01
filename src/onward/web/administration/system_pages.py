"""What the pages about systems and credentials show."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from onward.access.facts import IssuedCredential
from onward.access.listing import CredentialRow, Standing
from onward.access.scopes import ALL
from onward.access.systems_at import ActsForRow, SystemAtRow, SystemSeen
from onward.web.components import Cell, Fact, Link, Pager, Row, Tag
from onward.web.plain_pages import Listing, PlainPage, columns
from onward.web.wording import count_of, day, moment

AT_ONCE = 100
STANDINGS = {
    Standing.WORKS: Tag(text="Works", tone="good"),
    Standing.EXPIRED: Tag(text="Expired"),
    Standing.REVOKED: Tag(text="Revoked", tone="urgent"),
    Standing.SUSPENDED: Tag(text="Suspended", tone="urgent"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SecretPage:
    """A credential at the one moment when its secret is known. Printing it does not show the secret."""

    client_id: str
    secret: str = field(repr=False)
    until: str
    back: Link


def systems_page(rows: Sequence[SystemAtRow], *, is_national: bool) -> PlainPage:
    """Return the list of systems."""
    grant = Link(text="Let a system act for a school", href=reverse("grant_school"))
    register = Link(text="Register a system", href=reverse("register_system"))
    return PlainPage(
        title="Systems",
        lead="School systems that exchange with the service, and for how many schools they act.",
        actions=[register, grant] if is_national else [grant],
        listings=[
            Listing(
                caption="Systems",
                columns=columns(
                    "System", "Supplier", "Schools", "Last used", "Standing", numbers=("Schools",)
                ),
                rows=[_system(each) for each in rows],
                file="systems",
                empty_title="No system acts here yet",
                empty_text="Let the system that your school works with act for it.",
            )
        ],
    )


def system_page(
    seen: SystemSeen, credentials: Sequence[CredentialRow], *, is_national: bool, at_start: bool
) -> PlainPage:
    """Return the page of one system; its credentials are the national service's to look after."""
    system = seen.system
    listings = [_schools(seen, at_start=at_start)]
    if is_national:
        listings.insert(0, _credentials(credentials))
    return PlainPage(
        title=system.name,
        trail=trail(),
        facts=[
            Fact(key="Supplier", values=[system.supplier]),
            Fact(key="Registered", values=[moment(system.registered_at)]),
            Fact(key="Last used", values=[moment(system.last_used_at) or "never"]),
            Fact(key="Acts for", values=[count_of(system.schools, "school")]),
            Fact(key="Standing", values=[], tags=[_standing(system)]),
        ],
        actions=_actions(system) if is_national else (),
        listings=listings,
    )


def secret_page(issued: IssuedCredential, back: Link) -> SecretPage:
    """Return the page that shows a secret this once."""
    return SecretPage(
        client_id=str(issued.client_id), secret=issued.secret, until=day(issued.expires_at.date()), back=back
    )


def trail(*more: Link) -> list[Link]:
    """Return the way to a page below the list of systems."""
    return [Link(text="Systems", href=reverse("systems")), *more]


def _actions(system: SystemAtRow) -> list[Link]:
    if not system.is_active:
        return []
    issue = Link(text="Issue a credential", href=reverse("issue_credential", args=[system.id]))
    suspend = Link(text="Suspend this system", href=reverse("suspend_system", args=[system.id]))
    return [issue, suspend]


def _system(row: SystemAtRow) -> Row:
    return Row(
        cells=[
            Cell(text=row.name, href=reverse("system", args=[row.id])),
            row.supplier,
            f"{row.schools:,}",
            moment(row.last_used_at) or "never",
            Cell(tags=[_standing(row)]),
        ]
    )


def _standing(row: SystemAtRow) -> Tag:
    return STANDINGS[Standing.WORKS if row.is_active else Standing.SUSPENDED]


def _credentials(rows: Sequence[CredentialRow]) -> Listing:
    return Listing(
        caption="Credentials",
        columns=columns("Client id", "Standing", "Works until", "Last used", "May", "Change"),
        rows=[_credential(each) for each in rows],
        file="credentials",
        empty_title="No credential yet",
        empty_text="Issue one, so that the system can prove itself.",
    )


def _credential(row: CredentialRow) -> Row:
    works = row.standing is Standing.WORKS
    return Row(
        cells=[
            str(row.client_id),
            Cell(tags=[STANDINGS[row.standing]]),
            day(row.expires_at.date()),
            moment(row.last_used_at) or "never",
            "everything" if set(row.scopes) == ALL else ", ".join(row.scopes),
            Cell(text="Rotate or revoke", href=reverse("credential", args=[row.client_id])) if works else "",
        ]
    )


def _schools(seen: SystemSeen, *, at_start: bool) -> Listing:
    address = reverse("system", args=[seen.system.id])
    last = seen.acts_for[-1].school_id if seen.acts_for else 0
    return Listing(
        caption="Schools for which it acts",
        columns=columns("School", "Key", "From", "Until", "Change"),
        rows=[_school(seen.system, each) for each in seen.acts_for],
        file="acts-for",
        empty_title="It acts for no school",
        empty_text="Let it act for a school from the list of systems.",
        pager=Pager(
            text=f"Showing {count_of(len(seen.acts_for), 'school')} of {seen.system.schools:,}",
            newer="" if at_start else address,
            newer_text="From the beginning",
            older=f"{address}?after={last}" if seen.has_more else "",
            older_text="More",
        ),
    )


def _school(system: SystemAtRow, row: ActsForRow) -> Row:
    end = reverse("withdraw_school", args=[system.id, row.school_id])
    return Row(
        cells=[
            row.school_name,
            row.school_key,
            day(row.from_on),
            day(row.until_on) or "open",
            "" if row.until_on else Cell(text="End this", href=end),
        ]
    )
