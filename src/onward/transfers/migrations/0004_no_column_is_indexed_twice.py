"""Indexes that others make needless cost every write, and are gone."""

import django.db.models.deletion
from django.db import migrations, models


# Altering the foreign key drops every index on it that no `indexes` entry names: this one with it.
EXPECTED_ONCE = models.UniqueConstraint(
    name="one_place_expects_a_pupil", fields=["transfer"], condition=models.Q(standing="expected")
)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_every_change_moves_the_version"),
        ("transfers", "0003_what_protects_a_child_reaches_both_faces"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="joiner", name="one_place_expects_a_pupil"),
        migrations.AddIndex(
            model_name="joiner", index=models.Index(fields=["transfer"], name="joiner_transfer")
        ),
        migrations.RemoveIndex(model_name="joiner", name="joiner_expected"),
        migrations.RemoveIndex(model_name="transfer", name="transfer_origin"),
        migrations.AlterField(
            model_name="leaver",
            name="transfer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="transfers.transfer",
                db_comment="shielded | The transfer",
            ),
        ),
        migrations.AlterField(
            model_name="joiner",
            name="transfer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="transfers.transfer",
                db_comment="shielded | The transfer",
            ),
        ),
        migrations.AlterField(
            model_name="transferevent",
            name="transfer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="transfers.transfer",
                db_comment="shielded | The transfer",
            ),
        ),
        migrations.AlterField(
            model_name="leaver",
            name="school",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="directory.school",
                db_comment="shielded | Whose face it is",
            ),
        ),
        migrations.AlterField(
            model_name="joiner",
            name="school",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="directory.school",
                db_comment="shielded | Whose face it is",
            ),
        ),
        migrations.AddConstraint(model_name="joiner", constraint=EXPECTED_ONCE),
    ]
