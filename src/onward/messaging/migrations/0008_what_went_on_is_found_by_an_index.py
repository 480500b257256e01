"""What went on from an authority's closed schools is counted without reading all that was ever delivered."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False  # an index that is built beside running work cannot be part of a transaction
    dependencies = [("messaging", "0007_what_waits_in_an_authority_is_found_by_an_index")]

    operations = [
        AddIndexConcurrently(
            model_name="delivery",
            index=models.Index(
                fields=["authority_id", "school"],
                name="delivery_authority_gone_on",
                condition=Q(state="readdressed"),
            ),
        ),
    ]
