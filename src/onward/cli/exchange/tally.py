"""What became of the items of a file, told as it goes and summed up at the end."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import click

from onward.cli.columns import counted
from onward.formats.sniff import FileKind
from onward.foundation.faults import Fault, Level
from onward.operations.intake.files import Line

_UNITS = {FileKind.NDJSON: "line", FileKind.JSON: "item"}
ACCEPTED, REPEATED, REJECTED = "accepted", "repeated", "rejected"


def verdict_word(line: Line) -> str:
    """Return the verdict in one word."""
    if not line.is_accepted:
        return REJECTED
    return REPEATED if line.is_repeated else ACCEPTED


@dataclass
class Tally:
    """Counts verdicts. Faults are told at once, warnings by their kind at the end."""

    kind: FileKind | None
    verdicts: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    first: dict[str, tuple[str, Fault]] = field(default_factory=dict)

    @property
    def items(self) -> int:
        """How many items there were."""
        return self.verdicts.total()

    @property
    def rejected(self) -> int:
        """How many items did not go through."""
        return self.verdicts[REJECTED]

    def counted(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Pass the lines on, counting each and telling its faults."""
        for line in lines:
            self.verdicts[verdict_word(line)] += 1
            for each in line.faults:
                place = self._place(line, each)
                if each.level is Level.FAULT:
                    click.echo(f"FAULT {place} [{each.code}]: {each.message} {each.mend}", err=True)
                else:
                    self.warnings[each.code] += 1
                    self.first.setdefault(each.code, (place, each))
            yield line

    def tell(self) -> None:
        """Tell the warnings by their kind, and the sum of the verdicts."""
        for code, count in self.warnings.most_common():
            place, first = self.first[code]
            click.echo(f"{count:,} x WARNING [{code}]: {first.message} {first.mend} First: {place}.")
        click.echo(
            f"{counted(self.items, 'item', 'items')}: {self.verdicts[ACCEPTED]:,} accepted, "
            f"{self.verdicts[REPEATED]:,} sent before and not doubled, {self.rejected:,} rejected."
        )

    def _place(self, line: Line, found: Fault) -> str:
        """Return where it is. In JSON the path is within an item; elsewhere it says it all."""
        unit = _UNITS.get(self.kind) if self.kind else None
        parts = (f"{unit} {line.line}" if unit else "", found.path)
        return ", ".join(part for part in parts if part)
