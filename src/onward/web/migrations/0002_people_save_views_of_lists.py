"""People save the filters of lists that they often want."""

from django.db import migrations, models

import onward.foundation.ids


class Migration(migrations.Migration):
    dependencies = [("web", "0001_the_web_counts_attempts_to_sign_in")]

    operations = [
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        primary_key=True,
                        serialize=False,
                        default=onward.foundation.ids.uuid7,
                        db_comment="open | Identifier, ordered by time",
                    ),
                ),
                ("person_id", models.UUIDField(db_comment="personal | Whose view it is")),
                ("route", models.CharField(max_length=40, db_comment="open | Name of the list's page")),
                (
                    "query",
                    models.CharField(max_length=200, db_comment="open | The filters, as the address has them"),
                ),
                ("saved_at", models.DateTimeField(db_comment="open | When it was saved")),
            ],
            options={"db_table_comment": "Filters of lists that people saved for themselves"},
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(
                name="a_view_is_saved_once", fields=["person_id", "route", "query"]
            ),
        ),
    ]
