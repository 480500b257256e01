"""Indexes that others make needless cost every write, and are gone; sealed bytes are not compressed in vain."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_every_change_moves_the_version"),
        ("messaging", "0003_a_delivery_says_what_it_brings"),
    ]

    operations = [
        migrations.AlterField(
            model_name="message",
            name="sender_school",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="directory.school",
                db_comment="shielded | The school; none: the hub",
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="school",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="directory.school",
                db_comment="shielded | Whose mailbox; none: the centre",
            ),
        ),
        migrations.AlterField(
            model_name="enclosure",
            name="message",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                to="messaging.message",
                db_comment="open | The message",
            ),
        ),
        migrations.RunSQL(
            "ALTER TABLE messaging_payload ALTER COLUMN ciphertext SET STORAGE EXTERNAL",
            "ALTER TABLE messaging_payload ALTER COLUMN ciphertext SET STORAGE EXTENDED",
        ),
    ]
