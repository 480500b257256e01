"""What importing a list would do. Nothing has happened yet: this is what a dry run shows."""

from dataclasses import dataclass, fields

from onward.directory.list_columns import Value
from onward.directory.school_list.listed import ListedSchool
from onward.foundation.faults import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One value of one school that would be another."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolChange:
    """One school before and after."""

    before: ListedSchool
    after: ListedSchool

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        """Return what differs, field by field, in the order of the columns."""
        pairs = (
            (each.name, getattr(self.before, each.name), getattr(self.after, each.name))
            for each in fields(ListedSchool)
        )
        return tuple(
            FieldChange(field=name, before=before, after=after)
            for name, before, after in pairs
            if before != after
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import would do to the directory, and every fault of the list.

    `closed` are schools that would be closed only because a complete list does not name them. Rows with
    faults change nothing; the others go through.
    """

    added: tuple[ListedSchool, ...] = ()
    changed: tuple[SchoolChange, ...] = ()
    closed: tuple[SchoolChange, ...] = ()
    unchanged: int = 0
    faults: tuple[Fault, ...] = ()

    @property
    def changes_anything(self) -> bool:
        """Tell whether importing would change the directory."""
        return bool(self.added or self.changed or self.closed)
