"""What the old side knows of protection stands apart, and leaving a hidden place does not tell of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("transfers", "0002_a_deadline_knows_its_policy")]

    operations = [
        migrations.AddField(
            model_name="transfer",
            name="is_kept_back",
            field=models.BooleanField(
                default=False,
                db_comment="shielded | By what the old side knows, the child is protected: it goes to the centre",
            ),
        ),
        migrations.AddField(
            model_name="leaver",
            name="is_shielded",
            field=models.BooleanField(
                default=False,
                db_comment="shielded | Nobody was to learn that the child was at this school",
            ),
        ),
    ]
