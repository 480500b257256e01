"""What a replay leaves empty and a service in use has: e-mails, runs of jobs, a system with its schools."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg import Connection

from onward.access import services as access
from onward.access.scopes import ALL
from onward.directory.register import Register
from onward.foundation.actor import Actor
from onward.foundation.clock import today_in_scotland

EMAILS: Final = 50_000
RUNS: Final = 10_000
_NAME: Final = "Bench of pages"


def fill(connection: Connection[Any], *, person_id: UUID) -> None:
    """Add e-mails to one person and runs of jobs that ended, where an earlier bench has not."""
    if _count(connection, "SELECT count(*) FROM emails_email") < EMAILS:
        connection.execute(_EMAILS, {"count": EMAILS, "person": person_id})
    if _count(connection, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'succeeded'") < RUNS:
        connection.execute(_JOBS, {"count": RUNS})
    connection.execute("ANALYZE")


def register_system(
    connection: Connection[Any], register: Register, *, by: Actor, now: datetime
) -> tuple[UUID, UUID]:
    """Return a system that acts for every school that takes part, and a credential of it."""
    known = connection.execute(
        "SELECT system.id, credential.id FROM access_system AS system"
        " JOIN access_credential AS credential ON credential.system_id = system.id WHERE system.name = %s",
        [_NAME],
    ).fetchone()
    if known is not None:
        return known[0], known[1]
    system_id = access.register_system(
        name=_NAME, supplier="Bench", contact_email="bench@example.org", by=by, now=now
    )
    schools = [each.id for each in register.by_id.values() if each.takes_part]
    access.grant_schools(
        system_id=system_id, school_ids=schools, from_on=today_in_scotland(now), by=by, now=now
    )
    issued = access.issue_credential(system_id=system_id, scopes=ALL, by=by, now=now)
    return system_id, issued.client_id


def _count(connection: Connection[Any], query: str) -> int:
    row = connection.execute(query).fetchone()
    return int(row[0]) if row else 0


_EMAILS: Final = """
    INSERT INTO emails_email (id, kind, subject, text, queued_at, sent_at, sent_to, refusal, person_id)
    SELECT onward_uuid7(), 'digest', 'What waits for you', '', at, at + interval '1 minute',
        'bench@example.org', '', %(person)s
    FROM generate_series(1, %(count)s) AS number,
        LATERAL (SELECT timestamptz '2009-05-01' - number * interval '5 minutes' AS at) AS moment
"""
_JOBS: Final = """
    WITH run AS (
        INSERT INTO procrastinate_jobs (queue_name, task_name, status, attempts)
        SELECT 'default', 'job-' || number %% 12, 'succeeded', 1 FROM generate_series(1, %(count)s) AS number
        RETURNING id
    )
    INSERT INTO procrastinate_events (job_id, type, at)
    SELECT run.id, 'succeeded', timestamptz '2009-05-01' + run.id * interval '1 minute' FROM run
"""
