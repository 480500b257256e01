"""Triggers refuse every change of an entry or a seal, and queue each new entry for its seal."""

from typing import ClassVar

from django.db import migrations

REFUSE = """
CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the audit is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$
"""
GUARD = """
CREATE TRIGGER {table}_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change()
"""
TABLES = ("audit_entry", "audit_seal")

# The queue is written with the owner's rights: who adds an entry can neither forget nor edit the queue.
QUEUE = """
CREATE FUNCTION audit_queue_for_seal() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO public.audit_pending (entry_id) SELECT id FROM added;
    RETURN NULL;
END
$$
"""
QUEUE_EACH = """
CREATE TRIGGER audit_entry_waits_for_its_seal AFTER INSERT ON audit_entry
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_queue_for_seal()
"""

# Finds the seal of an entry: entries of one seal are in order of their ids.
RANGE = """
CREATE INDEX audit_seal_by_range ON audit_seal ((entry_ids[cardinality(entry_ids)]), (entry_ids[1]))
"""


class Migration(migrations.Migration):
    """Adds the triggers, and the index by which an entry's seal is found."""

    dependencies: ClassVar = [("audit", "0001_audit_keeps_entries_and_seals")]
    operations: ClassVar = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION audit_refuse_change()"),
        *(
            migrations.RunSQL(GUARD.format(table=table), f"DROP TRIGGER {table}_is_append_only ON {table}")
            for table in TABLES
        ),
        migrations.RunSQL(QUEUE, "DROP FUNCTION audit_queue_for_seal()"),
        migrations.RunSQL(QUEUE_EACH, "DROP TRIGGER audit_entry_waits_for_its_seal ON audit_entry"),
        migrations.RunSQL(RANGE, "DROP INDEX audit_seal_by_range"),
    ]
