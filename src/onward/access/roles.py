"""The roles of people: a name, what it is in plain English, where it is held, what it may do.

This file is the whole answer to "who may do what". It is written to be read, changed and signed by a
policy officer. What a role can *see* is held by the database itself, by the width of sight named here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from onward.foundation.sight import SightKind


class Held(StrEnum):
    """The kind of organisation in which a role is held."""

    SCHOOL = "school"
    AUTHORITY = "authority"
    NATIONAL = "national"


class Permission(StrEnum):
    """One thing that a person may be allowed to do."""

    SEE_OWN_PUPILS = "pupils.see-own"
    TELL_DEPARTURES = "departures.tell"
    EXCHANGE_RECORDS = "records.exchange"
    CONFIRM_ARRIVALS = "arrivals.confirm"
    SEE_TRANSFERS = "transfers.see"
    CHASE_TRANSFERS = "transfers.chase"
    CONFIRM_OUTSIDE = "transfers.confirm-outside"
    WORK_ALARMS = "alarms.work"
    MAKE_REFERRALS = "referrals.make"
    WORK_CASES = "cases.work"
    ASK_PARTNERS = "partners.ask"
    ANSWER_ENQUIRIES = "enquiries.answer"
    DECIDE_PROTECTION = "protection.decide"
    KNOW_WHEREABOUTS = "whereabouts.know"
    READ_STANDARD_ANSWERS = "answers.read"
    READ_FIGURES = "figures.read"
    ADMINISTER_PEOPLE = "people.administer"
    ADMINISTER_SYSTEMS = "systems.administer"
    MAINTAIN_DIRECTORY = "directory.maintain"
    READ_AUDIT = "audit.read"
    RUN_SERVICE = "service.run"


PERMITS: Mapping[Permission, str] = MappingProxyType(
    {
        Permission.SEE_OWN_PUPILS: "See the leavers and joiners of one's own organisation.",
        Permission.TELL_DEPARTURES: "Say that a pupil leaves, name another destination, or take it back.",
        Permission.EXCHANGE_RECORDS: "Send, collect and file records.",
        Permission.CONFIRM_ARRIVALS: "Say that a pupil is on the roll, or is not here.",
        Permission.SEE_TRANSFERS: "See transfers in and out, as far as each side may know.",
        Permission.CHASE_TRANSFERS: "Remind a school, or name a destination for it.",
        Permission.CONFIRM_OUTSIDE: "Give the authority's word on what became of a pupil outside it.",
        Permission.WORK_ALARMS: "Take up alarms, and note what was done.",
        Permission.MAKE_REFERRALS: "Refer a family to the national service.",
        Permission.WORK_CASES: "Open, search, close and watch cases.",
        Permission.ASK_PARTNERS: "Put one question to one partner.",
        Permission.ANSWER_ENQUIRIES: "Answer the one question that was put.",
        Permission.DECIDE_PROTECTION: "Set protection; with a second officer, lift it.",
        Permission.KNOW_WHEREABOUTS: "Know where a protected child is, where the child's own list allows it.",
        Permission.READ_STANDARD_ANSWERS: "Read the standard answers on one authority.",
        Permission.READ_FIGURES: "Read figures in fixed tables.",
        Permission.ADMINISTER_PEOPLE: "Invite people, and give and end their roles.",
        Permission.ADMINISTER_SYSTEMS: "Say which school systems act for whom, and look after credentials.",
        Permission.MAINTAIN_DIRECTORY: (
            "Import schools and holidays; close and merge schools; set leaving policies."
        ),
        Permission.READ_AUDIT: "Read who saw and did what, and verify that nothing was changed.",
        Permission.RUN_SERVICE: "Install, upgrade, back up and watch.",
    }
)
"""What each permission is, in one sentence."""


@dataclass(frozen=True, kw_only=True)
class Role:
    """One role. `sight` is how far its holder sees rows about children; None means none at all."""

    name: str
    title: str
    description: str
    held_in: frozenset[Held]
    sight: SightKind | None
    permissions: frozenset[Permission]


SCHOOL_OFFICE = Role(
    name="school-office",
    title="School office",
    description="Tells who left and where to, receives newcomers, exchanges records, confirms arrivals.",
    held_in=frozenset({Held.SCHOOL}),
    sight=SightKind.SCHOOL,
    permissions=frozenset(
        {
            Permission.SEE_OWN_PUPILS,
            Permission.TELL_DEPARTURES,
            Permission.EXCHANGE_RECORDS,
            Permission.CONFIRM_ARRIVALS,
        }
    ),
)

S2S_COORDINATOR = Role(
    name="s2s-coordinator",
    title="School to School co-ordinator",
    description="Sees every transfer in or out of the authority and chases what hangs.",
    held_in=frozenset({Held.AUTHORITY}),
    sight=SightKind.AUTHORITY,
    permissions=frozenset(
        {
            Permission.SEE_OWN_PUPILS,
            Permission.SEE_TRANSFERS,
            Permission.CHASE_TRANSFERS,
            Permission.CONFIRM_OUTSIDE,
        }
    ),
)

CME_COORDINATOR = Role(
    name="cme-coordinator",
    title="Children missing from education co-ordinator",
    description="Works the authority's alarms, does the local search, and refers to the national service.",
    held_in=frozenset({Held.AUTHORITY}),
    sight=SightKind.AUTHORITY,
    permissions=frozenset(
        {
            Permission.SEE_OWN_PUPILS,
            Permission.SEE_TRANSFERS,
            Permission.WORK_ALARMS,
            Permission.CONFIRM_OUTSIDE,
            Permission.MAKE_REFERRALS,
        }
    ),
)

NATIONAL_CME_OFFICER = Role(
    name="national-cme-officer",
    title="National officer for children missing from education",
    description=(
        "Searches the country, the United Kingdom and abroad, asks partners, closes cases, and keeps watch "
        "for children not found. Does not thereby know where a protected child is."
    ),
    held_in=frozenset({Held.NATIONAL}),
    sight=SightKind.NATIONAL,
    permissions=frozenset(
        {
            Permission.SEE_TRANSFERS,
            Permission.WORK_ALARMS,
            Permission.WORK_CASES,
            Permission.ASK_PARTNERS,
        }
    ),
)

PROTECTION_OFFICER = Role(
    name="protection-officer",
    title="Protection officer",
    description=(
        "Sets and, with a second officer, lifts protection. The only role that may know where a protected "
        "child is, and then only for children who name the officer on their list."
    ),
    held_in=frozenset({Held.NATIONAL}),
    sight=SightKind.PROTECTION,
    permissions=frozenset({Permission.DECIDE_PROTECTION, Permission.KNOW_WHEREABOUTS}),
)

PARTNER = Role(
    name="partner",
    title="Partner",
    description="Answers one enquiry at a time for the police, health, the border agency or another council.",
    held_in=frozenset({Held.NATIONAL}),
    sight=None,
    permissions=frozenset({Permission.ANSWER_ENQUIRIES}),
)

INSPECTOR = Role(
    name="inspector",
    title="Inspector",
    description="Gets the standard answers on one authority, for the time of an inspection.",
    held_in=frozenset({Held.AUTHORITY}),
    sight=None,
    permissions=frozenset({Permission.READ_STANDARD_ANSWERS}),
)

ANALYST = Role(
    name="analyst",
    title="Analyst",
    description="Reads figures in fixed tables. Sees no child.",
    held_in=frozenset({Held.NATIONAL}),
    sight=None,
    permissions=frozenset({Permission.READ_FIGURES}),
)

ADMINISTRATOR = Role(
    name="administrator",
    title="Administrator of an organisation",
    description=(
        "Invites the organisation's people, ends their roles, and says which school systems act for it. "
        "At an authority, for its schools too."
    ),
    held_in=frozenset({Held.SCHOOL, Held.AUTHORITY}),
    sight=None,
    permissions=frozenset({Permission.ADMINISTER_PEOPLE, Permission.ADMINISTER_SYSTEMS}),
)

OPERATOR = Role(
    name="operator",
    title="Operator",
    description="Installs, upgrades, backs up and watches the service. Keeps the directory. Sees no child.",
    held_in=frozenset({Held.NATIONAL}),
    sight=None,
    permissions=frozenset(
        {
            Permission.RUN_SERVICE,
            Permission.ADMINISTER_PEOPLE,
            Permission.ADMINISTER_SYSTEMS,
            Permission.MAINTAIN_DIRECTORY,
            Permission.READ_AUDIT,
        }
    ),
)

ROLES: tuple[Role, ...] = (
    SCHOOL_OFFICE,
    S2S_COORDINATOR,
    CME_COORDINATOR,
    NATIONAL_CME_OFFICER,
    PROTECTION_OFFICER,
    PARTNER,
    INSPECTOR,
    ANALYST,
    ADMINISTRATOR,
    OPERATOR,
)

BY_NAME: dict[str, Role] = {role.name: role for role in ROLES}
