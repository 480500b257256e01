"""Row declarations for the tables that Django and the job queue bring along. They hold no child's data:
jobs carry ids only.
"""

from onward.database.rows import EVERY_ROW, TableRows
from onward.foundation.sight import SightKind

_HUB = SightKind.HUB


def _machinery(table: str, letters: str) -> TableRows:
    return TableRows(
        table=table,
        privileges={_HUB: letters},
        conditions={_HUB: EVERY_ROW},
        app_privileges=letters,
        row_security=False,
    )


ROWS: tuple[TableRows, ...] = (
    _machinery("django_migrations", "S"),
    _machinery("procrastinate_jobs", "SIUD"),
    _machinery("procrastinate_events", "SIUD"),
    _machinery("procrastinate_periodic_defers", "SIUD"),
    _machinery("procrastinate_workers", "SIUD"),
)
