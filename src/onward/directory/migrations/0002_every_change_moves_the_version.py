"""Each change of schools, authorities or holidays moves the version in its own transaction."""

from typing import ClassVar

from django.db import migrations

FUNCTION = """
CREATE FUNCTION directory_move_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO directory_version (id, number, stamp) VALUES (1, 1, gen_random_uuid())
    ON CONFLICT (id) DO UPDATE SET number = directory_version.number + 1, stamp = excluded.stamp;
    RETURN NULL;
END
$$
"""
TRIGGER = """
CREATE TRIGGER {table}_moves_version AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION directory_move_version()
"""
TABLES = ("directory_authority", "directory_school", "directory_holiday")


class Migration(migrations.Migration):
    """Adds a trigger on each table of the directory."""

    dependencies: ClassVar = [("directory", "0001_directory_lists_authorities_and_schools")]
    operations: ClassVar = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION directory_move_version()"),
        *(
            migrations.RunSQL(TRIGGER.format(table=table), f"DROP TRIGGER {table}_moves_version ON {table}")
            for table in TABLES
        ),
    ]
