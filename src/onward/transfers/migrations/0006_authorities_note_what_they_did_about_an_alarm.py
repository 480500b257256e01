"""Authorities note what they did about an alarm, remind schools, and find what is open among their leavers."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import onward.foundation.ids

_STEPS = [
    ("taken-up", "Took it up"),
    ("asked-school", "Asked the school"),
    ("asked-family", "Spoke to the family"),
    ("wrote-to-family", "Wrote to the family"),
    ("visited-home", "Visited the home"),
    ("asked-services", "Asked other services of the council"),
    ("no-answer", "Tried, and got no answer"),
    ("given-back", "Gave it back"),
]


class Migration(migrations.Migration):
    dependencies = [("transfers", "0005_what_is_still_open_is_found_by_an_index")]

    operations = [
        migrations.AddField(
            model_name="worklistitem",
            name="reminded_at",
            field=models.DateTimeField(
                null=True, db_comment="shielded | When the authority last reminded the school of it"
            ),
        ),
        migrations.AddIndex(
            model_name="leaver",
            index=models.Index(
                fields=["authority_id", "-id"],
                name="leaver_authority_open",
                condition=~Q(standing__in=["ended", "settled", "withdrawn"]),
            ),
        ),
        migrations.CreateModel(
            name="AlarmNote",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        primary_key=True,
                        serialize=False,
                        default=onward.foundation.ids.uuid7,
                        db_comment="shielded | Identifier, ordered by time",
                    ),
                ),
                (
                    "authority_id",
                    models.CharField(
                        max_length=3, db_comment="shielded | The authority whose note it is"
                    ),
                ),
                (
                    "step",
                    models.CharField(
                        max_length=20, choices=_STEPS, db_comment="shielded | What was done"
                    ),
                ),
                ("person_id", models.UUIDField(db_comment="personal | Who did it")),
                ("at", models.DateTimeField(db_comment="shielded | When it was noted")),
                (
                    "is_shielded",
                    models.BooleanField(default=False, db_comment="shielded | The child is protected"),
                ),
                (
                    "joiner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="transfers.joiner",
                        db_comment="shielded | About this joiner",
                    ),
                ),
                (
                    "leaver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="transfers.leaver",
                        db_comment="shielded | About this leaver",
                    ),
                ),
            ],
            options={"db_table_comment": "What authorities did about alarms"},
        ),
        migrations.AddConstraint(
            model_name="alarmnote",
            constraint=models.CheckConstraint(
                name="a_note_is_about_one_face",
                condition=Q(leaver__isnull=False, joiner__isnull=True)
                | Q(leaver__isnull=True, joiner__isnull=False),
            ),
        ),
    ]
