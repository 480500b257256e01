"""What is still open is found among all that was settled in years; indexes that nobody asks are gone."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("transfers", "0004_no_column_is_indexed_twice")]

    operations = [
        migrations.RemoveIndex(model_name="transfer", name="transfer_open"),
        migrations.RemoveIndex(model_name="transfer", name="transfer_changed"),
        migrations.AddIndex(
            model_name="leaver",
            index=models.Index(
                fields=["transfer", "standing"],
                name="leaver_open",
                include=["id"],
                condition=~Q(standing__in=["ended", "settled", "withdrawn"]),
            ),
        ),
        migrations.AddIndex(
            model_name="transfer",
            index=models.Index(
                fields=["id"],
                name="transfer_unannounced",
                condition=Q(departure_message_id__isnull=True),
            ),
        ),
    ]
