"""What was found in a given file: each item with its verdict and faults, as it is kept sealed beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self
from uuid import UUID

from onward.formats.forms import Kind
from onward.formats.item_mending import fields_to_mend
from onward.foundation.faults import Fault, Level
from onward.operations.intake.files import Line


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One item of a file. `who` is the pupil, as far as it could be read; `face` what came of it.

    `position` counts the items of other files than lists from 1, where they can be mended by it; else 0.
    """

    line: int
    who: str
    is_accepted: bool
    is_repeated: bool
    is_departure: bool
    face: UUID | None
    faults: tuple[Fault, ...]
    position: int = 0

    @property
    def number(self) -> int:
        """The number by which it is mended: the row of a list, or the position."""
        return self.position or self.line


@dataclass(frozen=True, kw_only=True)
class Findings:
    """All that is known of a file: notes on the whole, its items, and what was mended, by its number."""

    kind: str = ""
    notes: tuple[Fault, ...] = ()
    items: tuple[Finding, ...] = ()
    mended: Mapping[int, Mapping[str, str]]

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> Self:
        """Return the findings as they were kept; of a file that nobody has looked at there are none."""
        return cls(
            kind=kept.get("kind", ""),
            notes=_faults(kept.get("notes", ())),
            items=tuple(_finding(each) for each in kept.get("items", ())),
            mended={int(line): cells for line, cells in kept.get("mended", {}).items()},
        )

    def to_keep(self) -> dict[str, Any]:
        """Return the findings as JSON keeps them."""
        items = [asdict(each) | {"face": str(each.face) if each.face else None} for each in self.items]
        return {
            "kind": self.kind,
            "notes": [asdict(each) for each in self.notes],
            "items": items,
            "mended": {str(line): dict(cells) for line, cells in self.mended.items()},
        }


def finding_of(line: Line, who: str) -> Finding:
    """Return what is kept of an item; `who` stands in where the item could not be read."""
    pupil = getattr(line.said, "pupil", None)
    verdict = line.verdict
    return Finding(
        line=line.line,
        who=f"{pupil.surname}, {pupil.forename}" if pupil else who,
        is_accepted=line.is_accepted,
        is_repeated=line.is_repeated,
        is_departure=line.said is None or line.said.kind is Kind.DEPARTURE,
        face=(verdict.leaver or verdict.joiner) if verdict else None,
        faults=line.faults,
        position=line.index + 1 if fields_to_mend(line.stated) else 0,
    )


def _finding(kept: Mapping[str, Any]) -> Finding:
    face = UUID(kept["face"]) if kept["face"] else None
    return Finding(**{**kept, "face": face, "faults": _faults(kept["faults"])})


def _faults(kept: Sequence[Mapping[str, Any]]) -> tuple[Fault, ...]:
    return tuple(Fault(**{**each, "level": Level(each["level"])}) for each in kept)
