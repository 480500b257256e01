"""Indexes that others make needless cost every write, and are gone."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_every_change_moves_the_version"),
        ("pupils", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="pupil",
            name="match_key",
            field=models.CharField(
                max_length=450, db_comment="personal | Normalised name, date of birth and sex"
            ),
        ),
        migrations.AddIndex(
            model_name="pupil", index=models.Index(fields=["match_key"], name="pupil_match_key")
        ),
        migrations.AlterField(
            model_name="pupilidentifier",
            name="pupil",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="pupils.pupil",
                db_comment="personal | The child",
            ),
        ),
        migrations.AlterField(
            model_name="enrolment",
            name="school",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="directory.school",
                db_comment="shielded | The school",
            ),
        ),
    ]
