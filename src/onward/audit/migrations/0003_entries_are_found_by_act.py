"""Who searches the audit for one act gets the newest of them without reading all that was ever done."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside running work cannot be part of a transaction
    dependencies = [("audit", "0002_audit_is_append_only")]

    operations = [
        AddIndexConcurrently(
            model_name="auditentry",
            index=models.Index(fields=["act", "id"], name="audit_entry_by_act"),
        ),
    ]
