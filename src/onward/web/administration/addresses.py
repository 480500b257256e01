"""Addresses of the administration's pages."""

from functools import partial

from onward.access.roles import Held, Permission
from onward.web.administration import audit, credentials, health, people, service, systems
from onward.web.routing import page

_systems = partial(page, needs=Permission.ADMINISTER_SYSTEMS)
_national = partial(page, needs=Permission.ADMINISTER_SYSTEMS, held=Held.NATIONAL)

ADDRESSES = [
    page("people", people.people, name="people", needs=Permission.ADMINISTER_PEOPLE),
    page("people/invite", people.invite_person, name="invite_person", needs=Permission.ADMINISTER_PEOPLE),
    page(
        "people/<uuid:person_id>/end-role",
        people.end_role,
        name="end_role",
        needs=Permission.ADMINISTER_PEOPLE,
    ),
    page("people/file", people.people_file, name="people_file", needs=Permission.ADMINISTER_PEOPLE),
    page("people/review/file", people.review_file, name="review_file", needs=Permission.ADMINISTER_PEOPLE),
    page(
        "people/<uuid:person_id>/address",
        people.confirm,
        name="confirm_address",
        needs=Permission.ADMINISTER_PEOPLE,
    ),
    page("people/review", people.review, name="review_access", needs=Permission.ADMINISTER_PEOPLE),
    _systems("systems", systems.systems, name="systems"),
    _systems("systems/grant", systems.grant_school, name="grant_school"),
    _national("systems/register", systems.register_system, name="register_system"),
    _systems("systems/<uuid:system_id>", systems.system, name="system"),
    _systems(
        "systems/<uuid:system_id>/schools/<int:school_id>/end",
        systems.withdraw_school,
        name="withdraw_school",
    ),
    _national("systems/<uuid:system_id>/suspend", systems.suspend_system, name="suspend_system"),
    _national("systems/<uuid:system_id>/credential", credentials.issue_credential, name="issue_credential"),
    _national("credentials/<uuid:client_id>", credentials.credential, name="credential"),
    _national("credentials/<uuid:client_id>/rotate", credentials.rotate_credential, name="rotate_credential"),
    _national("credentials/<uuid:client_id>/revoke", credentials.revoke_credential, name="revoke_credential"),
    page("audit", audit.audit, name="audit", needs=Permission.READ_AUDIT),
    page("audit/<uuid:entry_id>/proof", audit.audit_proof, name="audit_proof", needs=Permission.READ_AUDIT),
    page(
        "service",
        health.health,
        name="service_health",
        needs=(Permission.RUN_SERVICE, Permission.WORK_CASES),
        held=Held.NATIONAL,
    ),
    page("jobs", service.job_queue, name="job_queue", needs=Permission.RUN_SERVICE),
    page("emails", service.emails, name="emails", needs=Permission.RUN_SERVICE),
]
