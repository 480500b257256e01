"""A UUIDv7 inside SQL, on any PostgreSQL from 15 on (18 brings its own; this one is the same everywhere)."""

from django.db import migrations

CREATE = """
CREATE FUNCTION onward_uuid7() RETURNS uuid LANGUAGE sql VOLATILE PARALLEL SAFE AS $$
    SELECT encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                placing substring(int8send(floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3)
                FROM 1 FOR 6),
            52, 1), 53, 1),
        'hex')::uuid
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial")]

    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION onward_uuid7()")]
