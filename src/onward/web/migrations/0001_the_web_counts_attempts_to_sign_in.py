from django.db import migrations

FORWARD = """
CREATE TABLE web_attempt (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX web_attempt_expires ON web_attempt (expires);
COMMENT ON TABLE web_attempt IS 'How often somebody lately tried to sign in, counted for all web processes';
"""


class Migration(migrations.Migration):
    dependencies = []

    operations = [migrations.RunSQL(FORWARD, "DROP TABLE web_attempt")]
