"""When a child becomes protected, or is so no more, what the new side said is found without a long search."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("messaging", "0004_no_column_is_indexed_twice")]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                fields=["pupil_id"],
                name="message_of_the_new_side",
                condition=Q(kind__in=("arrival", "no-arrival")),
            ),
        ),
    ]
