"""An arrival that an office recorded waits until the time to undo it is over."""

import django.db.models.deletion
import onward.foundation.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_every_change_moves_the_version'),
        ('operations', '0001_the_doctors_findings_are_kept'),
        ('transfers', '0006_authorities_note_what_they_did_about_an_alarm'),
    ]

    operations = [
        migrations.CreateModel(
            name='HeldArrival',
            fields=[
                ('id', models.UUIDField(db_comment='shielded | Identifier, ordered by time', default=onward.foundation.ids.uuid7, primary_key=True, serialize=False)),
                ('arrived_on', models.DateField(db_comment='shielded | The day on which the pupil came')),
                ('protection', models.CharField(blank=True, db_comment='shielded | The answer about protection; empty: not known yet', max_length=20)),
                ('key', models.CharField(db_comment='open | The idempotency key under which it is said', max_length=200)),
                ('person_id', models.UUIDField(db_comment='personal | Who said it')),
                ('goes_at', models.DateTimeField(db_comment='shielded | When the hub takes it in; until then one can undo it')),
                ('refused', models.CharField(blank=True, db_comment='shielded | Why the hub refused it; empty: it has not', max_length=60)),
                ('joiner', models.OneToOneField(db_comment='shielded | Who came, as the school knows', on_delete=django.db.models.deletion.PROTECT, to='transfers.joiner')),
                ('school', models.ForeignKey(db_comment='shielded | The school that says so', on_delete=django.db.models.deletion.PROTECT, to='directory.school')),
            ],
            options={
                'db_table_comment': 'Arrivals recorded by hand that can still be undone',
                'indexes': [models.Index(fields=['goes_at'], name='held_arrival_due')],
            },
        ),
    ]
