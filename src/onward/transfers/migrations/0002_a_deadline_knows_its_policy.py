"""A running deadline says which leaving reason's policy gave its days, so that it can be counted again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transfers", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="transfer",
            name="clock_reason",
            field=models.CharField(
                blank=True,
                db_comment="shielded | Leaving reason whose policy gave the school days; empty: none given",
                max_length=2,
            ),
        ),
    ]
