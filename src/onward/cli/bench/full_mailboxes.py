"""Rows that fill the mailboxes of the measured hub, so that a page is read out of a table of true size."""

from typing import Any

from psycopg import Connection


def fill_mailboxes(superuser: Connection[Any], *, rows: int) -> None:
    """Add that many messages, spread over all schools, each lying in the mailbox of another school."""
    superuser.execute(_MESSAGES, [rows])
    superuser.execute(_DELIVERIES, [])
    superuser.execute("ANALYZE")
    superuser.execute("CHECKPOINT")


def empty_mailboxes(superuser: Connection[Any]) -> None:
    """Take away what `fill_mailboxes` added: those messages came through no intake, and have no content."""
    superuser.execute(_TAKE_AWAY_DELIVERIES)
    superuser.execute("DELETE FROM messaging_message WHERE sender_id = 'bench'")


_TAKE_AWAY_DELIVERIES = """
    DELETE FROM messaging_delivery AS delivery USING messaging_message AS message
    WHERE message.id = delivery.message_id AND message.sender_id = 'bench'
"""
_SCHOOLS = """
    WITH school AS (
        SELECT id, authority_id, row_number() OVER (ORDER BY id) - 1 AS number, count(*) OVER () AS count
        FROM directory_school
    )
"""
_MESSAGES = f"""
    {_SCHOOLS}
    INSERT INTO messaging_message (
        id, kind, sender_school_id, authority_id, sender_id, idempotency_key, content_sha256, size,
        schema_version, answer, is_shielded, accepted_at
    )
    SELECT onward_uuid7(), 'record', school.id, school.authority_id, 'bench', 'filled-' || n,
        sha256(n::text::bytea), 20000, 1, '{{}}', false, now()
    FROM generate_series(1, %s) AS n JOIN school ON school.number = n %% school.count
"""  # noqa: S608 -- SQL of our own
_DELIVERIES = f"""
    {_SCHOOLS}
    INSERT INTO messaging_delivery (
        id, message_id, school_id, authority_id, state, is_as_addressed, available_at, expires_on,
        is_shielded, kind, sender_school_id, size, content_sha256
    )
    SELECT onward_uuid7(), message.id, recipient.id, recipient.authority_id, 'available', true, now(),
        current_date + 365, false, message.kind, message.sender_school_id, message.size,
        message.content_sha256
    FROM messaging_message AS message
    JOIN school AS sender ON sender.id = message.sender_school_id
    JOIN school AS recipient ON recipient.number = (sender.number + 1) %% sender.count
    WHERE message.sender_id = 'bench'
"""  # noqa: S608 -- SQL of our own
