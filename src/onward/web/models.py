"""What the website keeps for one person: views of lists, and answers that they could not send in time."""

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


class KeptAnswers(models.Model):
    """What somebody typed into a form before their session ended, encrypted, for eight hours at most."""

    id = models.UUIDField(primary_key=True, db_comment="open | Identifier, ordered by time")
    person_id = models.UUIDField(db_index=True, db_comment="personal | Who typed it")
    membership_id = models.IntegerField(db_comment="personal | In which of their roles it is offered")
    kept_at = models.DateTimeField(db_comment="open | When it was kept")
    ends_at = models.DateTimeField(db_index=True, db_comment="open | From when on it is offered to nobody")
    content = models.TextField(db_comment="shielded | The answers and their page, encrypted for the person")

    class Meta:
        db_table_comment = "Answers that people typed and could not send before their session ended"

    def __str__(self) -> str:
        """Show the identifier."""
        return str(self.pk)
