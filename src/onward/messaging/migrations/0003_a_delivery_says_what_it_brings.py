"""A delivery says what its mailbox's owner may know of the message, and when its sender ceased to be told."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_every_change_moves_the_version"),
        ("messaging", "0002_deliveries_have_ids_in_time"),
    ]

    operations = [
        migrations.AddField(
            model_name="delivery",
            name="kind",
            field=models.CharField(max_length=12, default="", db_comment="open | departure, record, report"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="delivery",
            name="sender_school",
            field=models.ForeignKey(
                null=True,
                db_index=False,
                related_name="+",
                on_delete=django.db.models.deletion.PROTECT,
                to="directory.school",
                db_comment="shielded | The school that sent the message; none: the hub",
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="size",
            field=models.PositiveIntegerField(default=0, db_comment="open | Bytes of the content"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="delivery",
            name="content_sha256",
            field=models.BinaryField(max_length=32, default=b"", db_comment="open | SHA-256 of the content"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="delivery",
            name="hushed_at",
            field=models.DateTimeField(
                null=True, db_comment="shielded | From when on the sender is told nothing more of it"
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                name="a_taken_delivery_has_its_time",
                condition=models.Q(state__in=["acknowledged", "collected", "filed"], collected_at__isnull=False)
                | (
                    ~models.Q(state__in=["acknowledged", "collected", "filed"])
                    & models.Q(collected_at__isnull=True)
                ),
            ),
        ),
    ]
