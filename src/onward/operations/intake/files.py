"""A file of any kind through the intake: every item in order, each with its verdict or its faults.

One bad item never stops another. Memory is bounded by a batch, whatever the size of the file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import BinaryIO

from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.formats.entry import Entry
from onward.formats.fault_table import fault, stops
from onward.formats.forms import Arrival, Departure, Protection, Said
from onward.formats.lists.headings import NO_MAPPING
from onward.formats.lists.list_column import ListKind
from onward.formats.lists.mending import NOTHING_MENDED, Mended
from onward.formats.sniff import FileKind
from onward.formats.validation import check
from onward.foundation.actor import Actor
from onward.foundation.clock import Clock, today_in_scotland
from onward.foundation.errors import NotPermitted
from onward.foundation.faults import Fault
from onward.messaging.policies import check_acts_for
from onward.messaging.sealing import Keyring
from onward.operations.intake.accept import accept
from onward.operations.intake.canonical import canonical, content_key
from onward.operations.intake.items import Item, Verdict
from onward.operations.intake.opened_file import HowToRead, Place, open_file
from onward.operations.intake.permitted import check_kind
from onward.operations.intake.trial import Accept, Trial

LARGEST_BATCH = 500
HEAVIEST_BATCH = 8 * 1024 * 1024


class Mode(StrEnum):
    """Keep what is accepted, or only tell what would be."""

    KEEP = "keep"
    CHECK = "check"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One item of a file. `index` counts the items from 0; `line` is the line or row, from 1.

    `verdict` and `said` are None where the item could not be read; `stated` is what stands in
    the file then too, but for lists. `faults` is everything that is to be said of the item, faults and
    warnings, each with its place in the file.
    """

    index: int
    line: int
    key: str
    verdict: Verdict | None
    said: Said | None = field(default=None, repr=False)
    stated: Mapping[str, object] | None = field(default=None, repr=False)
    faults: tuple[Fault, ...] = ()

    @property
    def is_accepted(self) -> bool:
        """Say whether the item was taken, now or before."""
        return self.verdict is not None and self.verdict.is_accepted

    @property
    def is_repeated(self) -> bool:
        """Say whether the same item was taken before, in this file or an earlier one."""
        return self.verdict is not None and self.verdict.is_repeated


@dataclass(frozen=True, kw_only=True)
class FileTaken:
    """A file under way. Nothing is taken but by reading `lines` to the end: the work is done as they come.

    `kind` is None where the hub reads no such files; `notes` is what there is to say of the whole file.
    """

    kind: FileKind | None
    notes: tuple[Fault, ...]
    lines: Iterator[Line]

    @property
    def is_refused(self) -> bool:
        """Say whether nothing of the file could be read."""
        return stops(self.notes)


def take_file(
    stream: BinaryIO,
    *,
    name: str,
    school: SchoolFact,
    by: Actor,
    clock: Clock,
    keyring: Keyring,
    protection: Protection | None = None,
    kind: ListKind | None = None,
    mapping: Mapping[str, str] = NO_MAPPING,
    scn_element: str = "SCN",
    mended: Mended = NOTHING_MENDED,
    mode: Mode = Mode.KEEP,
) -> FileTaken:
    """Take a file that a school sends: CTF, CSV, XLSX, JSON or a stream of JSON lines.

    Each line that comes out is committed with all its effects. An item without a key gets one from its
    content, so that sending a mended file again doubles nothing, and an item that stands in it twice is
    told as repeated; what the school itself took back since is taken anew. `protection` answers for
    departures and arrivals that carry no answer of their own; None leaves the question open. `kind` and
    `mapping` are for lists; `mended` is what was mended by hand, see `HowToRead`. The stream need
    not seek; it must stay open until the lines are read.

    Raises:
        NotPermitted: the actor does not act for the school.
    """
    check_acts_for(by, school.id)
    with seen_as(by.sight):
        register = current_register()
    how = HowToRead(name=name, kind=kind, mapping=mapping, scn_element=scn_element, mended=mended)
    opened = open_file(stream, how, school=school, register=register, today=today_in_scotland(clock.now()))
    taking = _Taking(
        school=school,
        by=by,
        clock=clock,
        protection=protection,
        place=opened.place,
        accept=_accepting(clock, keyring) if mode is Mode.KEEP else Trial(clock, keyring),
    )
    return FileTaken(kind=opened.kind, notes=opened.reading.notes, lines=taking.lines(opened.reading.entries))


def _accepting(clock: Clock, keyring: Keyring) -> Accept:
    return lambda items: accept(items, now=clock.now(), keyring=keyring)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An entry that waits for its batch: with an item to hand in, or with the faults that forbid it."""

    entry: Entry
    item: Item | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, kw_only=True)
class _Taking:
    """The work on one file."""

    school: SchoolFact
    by: Actor
    clock: Clock
    protection: Protection | None
    place: Place
    accept: Accept

    def lines(self, entries: Iterable[Entry]) -> Iterator[Line]:
        batch: list[_Waiting] = []
        weight = 0
        for entry in entries:
            waiting = self._waiting(entry)
            batch.append(waiting)
            weight += len(waiting.item.content) if waiting.item else 0
            if len(batch) == LARGEST_BATCH or weight >= HEAVIEST_BATCH:
                yield from self._hand_in(batch)
                batch, weight = [], 0
        yield from self._hand_in(batch)

    def _hand_in(self, batch: list[_Waiting]) -> Iterator[Line]:
        verdicts = iter(self.accept([each.item for each in batch if each.item]))
        for each in batch:
            verdict = next(verdicts) if each.item else None
            found = verdict.faults if verdict else ()
            yield Line(
                index=each.entry.index,
                line=each.entry.line,
                key=verdict.key if verdict else each.entry.key,
                verdict=verdict,
                said=each.entry.said,
                stated=each.entry.stated,
                faults=(*each.faults, *(self.place(one, each.entry) for one in found)),
            )

    def _waiting(self, entry: Entry) -> _Waiting:
        if entry.said is None:
            return _Waiting(entry, None, entry.faults)
        said = self._answered(entry.said)
        if found := self._faults(said):
            return _Waiting(entry, None, (*entry.faults, *(self.place(each, entry) for each in found)))
        content = canonical(said)
        key = entry.key or content_key(content, school=self.school, kind=said.kind)
        item = Item(
            key=key,
            said=said,
            content=content,
            school=self.school,
            by=self.by,
            key_steps_on=not entry.key,
        )
        return _Waiting(entry, item, entry.faults)

    def _answered(self, said: Said) -> Said:
        """Return the item with the sender's answer about protection where it has none of its own."""
        if isinstance(said, Departure | Arrival) and said.protection is None and self.protection:
            return said.model_copy(update={"protection": self.protection})
        return said

    def _faults(self, said: Said) -> tuple[Fault, ...]:
        try:
            check_kind(self.by, said.kind)
        except NotPermitted:
            return (fault("kind-not-permitted", "kind"),)
        checked = check(said, today=today_in_scotland(self.clock.now()))
        return checked if isinstance(checked, tuple) else ()
