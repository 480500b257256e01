"""What the website keeps for one person's convenience. Nothing here is about a pupil."""

from django.db import models

from onward.foundation.ids import uuid7


class SavedView(models.Model):
    """Filters of a list that a person wants to have at hand. Its words are made from them, never typed."""

    id = models.UUIDField(primary_key=True, default=uuid7, db_comment="open | Identifier, ordered by time")
    person_id = models.UUIDField(db_comment="personal | Whose view it is")
    route = models.CharField(max_length=40, db_comment="open | Name of the list's page")
    query = models.CharField(max_length=200, db_comment="open | The filters, as the address has them")
    saved_at = models.DateTimeField(db_comment="open | When it was saved")

    class Meta:
        db_table_comment = "Filters of lists that people saved for themselves"
        constraints = [
            models.UniqueConstraint(name="a_view_is_saved_once", fields=["person_id", "route", "query"])
        ]

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)
