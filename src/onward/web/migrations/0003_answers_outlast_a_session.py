"""What people typed before their session ended is kept for them for a few hours."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("web", "0002_people_save_views_of_lists")]

    operations = [
        migrations.CreateModel(
            name="KeptAnswers",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        primary_key=True, serialize=False, db_comment="open | Identifier, ordered by time"
                    ),
                ),
                ("person_id", models.UUIDField(db_index=True, db_comment="personal | Who typed it")),
                (
                    "membership_id",
                    models.IntegerField(
                        db_comment="personal | In which of their roles it is offered"
                    ),
                ),
                ("kept_at", models.DateTimeField(db_comment="open | When it was kept")),
                (
                    "ends_at",
                    models.DateTimeField(
                        db_index=True, db_comment="open | From when on it is offered to nobody"
                    ),
                ),
                (
                    "content",
                    models.TextField(
                        db_comment="shielded | The answers and their page, encrypted for the person"
                    ),
                ),
            ],
            options={
                "db_table_comment": "Answers that people typed and could not send before their session ended"
            },
        ),
    ]
