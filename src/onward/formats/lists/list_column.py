"""What a column of a list is, and the two kinds of list."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from onward.formats.field_words import FIELD_WORDS
from onward.formats.forms import Kind
from onward.formats.lists import cell_values as values
from onward.formats.lists.cell_values import CellReader


@dataclass(frozen=True, kw_only=True)
class ListColumn:
    """One column. `field` is the path in the form, such as `pupil.born`."""

    field: str
    heading: str
    read: CellReader = values.text
    is_required: bool = False
    aliases: tuple[str, ...] = ()
    example: str = ""
    note: str = ""

    @property
    def says(self) -> str:
        """What the column says, for the explanation sheet."""
        return self.note or FIELD_WORDS[self.field.rpartition(".")[2]].says


class ListKind(StrEnum):
    """The two kinds of list."""

    LEAVERS = "leavers"
    JOINERS = "joiners"


FORM_KINDS = MappingProxyType({ListKind.LEAVERS: Kind.DEPARTURE, ListKind.JOINERS: Kind.ARRIVAL})
