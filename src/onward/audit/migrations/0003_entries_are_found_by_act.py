"""Who searches the audit for one act gets the newest of them without reading all that was ever done."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_audit_is_append_only")]

    operations = [
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["act", "id"], name="audit_entry_by_act"),
        ),
    ]
