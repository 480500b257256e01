"""What waits at an authority's schools is counted without reading all that was ever delivered."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("messaging", "0006_people_give_in_files")]

    operations = [
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                fields=["authority_id", "school", "state"],
                name="delivery_authority_unfiled",
                condition=Q(state__in=["acknowledged", "available", "collected", "expired"]),
            ),
        ),
    ]
