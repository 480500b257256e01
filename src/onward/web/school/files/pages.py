"""What the pages about given files show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.urls import reverse

from onward.formats.item_mending import title_at
from onward.formats.lists.results import RowResult
from onward.foundation.faults import Fault, Level
from onward.messaging.given_files import GivenRow
from onward.messaging.workflow import WORKED_ON, FileStage
from onward.operations.given_files.findings import Finding, Findings
from onward.operations.given_files.mending import Cells
from onward.web.components import Cell, Column, Link, Pager, Row, Tag, Tone
from onward.web.school.faults import heading_of, words_of
from onward.web.wording import count_of, moment

ROWS: Final = 50
TO_MEND, GOOD, ALL = "to-mend", "good", "all"
_LISTS: Final = frozenset({"csv", "xlsx"})
_STAGES: Final = {
    FileStage.CHECKING: "Being checked",
    FileStage.CHECKED: "Checked, not sent",
    FileStage.SENDING: "Being sent",
    FileStage.SENT: "Sent",
}


@dataclass(frozen=True, kw_only=True)
class DropPage:
    """The page that takes a file, with those given in lately."""

    form: Any
    columns: list[Column]
    rows: list[Row]
    templates: list[Link]


@dataclass(frozen=True, kw_only=True)
class WaitPage:
    """The page while a file is being worked on."""

    title: str
    name: str
    done: int
    total: int
    text: str
    again: str


@dataclass(frozen=True, kw_only=True)
class FilePage:
    """What was found in a file, or what became of it."""

    title: str
    name: str
    lead: str
    is_sent: bool
    is_refused: bool
    notes: Sequence[str]
    tabs: list[Link]
    columns: list[Column]
    rows: list[Row]
    pager: Pager
    how_to_mend: str
    send: str
    send_text: str
    result: str
    back: str


@dataclass(frozen=True, kw_only=True)
class MendPage:
    """One row or pupil: the cells in which something is wrong first, each with whether it is a choice."""

    form: Any
    title: str
    summary: str
    rest: str
    unfilled: str
    submit: str
    wrong: list[tuple[forms.BoundField, bool]]
    filled: list[tuple[forms.BoundField, bool]]
    empty: list[tuple[forms.BoundField, bool]]
    back: str


def drop_page(form: Any, lately: Sequence[GivenRow]) -> DropPage:
    """Return what the page that takes a file shows."""
    return DropPage(
        form=form,
        columns=[Column(text=each) for each in ("File", "Given in", "Pupils", "Stage")],
        rows=[_given(each) for each in lately],
        templates=[
            Link(text=text, href=reverse("list_template", args=[kind, ending]))
            for text, kind, ending in (
                ("Leavers: Excel", "leavers", "xlsx"),
                ("Leavers: CSV", "leavers", "csv"),
                ("Joiners: Excel", "joiners", "xlsx"),
                ("Joiners: CSV", "joiners", "csv"),
            )
        ],
    )


def wait_page(row: GivenRow) -> WaitPage | None:
    """Return what is shown while a file is being worked on; None: it is not."""
    if row.stage not in WORKED_ON:
        return None
    is_checking = row.stage is FileStage.CHECKING
    return WaitPage(
        title="Checking your file" if is_checking else "Sending your file",
        name=row.name,
        done=row.done,
        total=max(row.total, row.done),
        text=f"{count_of(row.done, 'pupil')} {'checked' if is_checking else 'sent'} so far",
        again=reverse("file", args=[row.id]),
    )


def file_page(row: GivenRow, found: Findings, *, show: str, start: int) -> FilePage:
    """Return what was found in a file, or what became of it."""
    is_sent = row.stage is FileStage.SENT
    good = [each for each in found.items if each.is_accepted]
    bad = [each for each in found.items if not each.is_accepted]
    show = show or (TO_MEND if bad else ALL)
    listed = {TO_MEND: bad, GOOD: good, ALL: found.items}[show]
    part = listed[start : start + ROWS]
    is_refused = not found.items
    return FilePage(
        title="What became of your file" if is_sent else "What is in your file",
        name=row.name,
        lead=_lead(good, bad, is_sent=is_sent),
        is_sent=is_sent,
        is_refused=is_refused,
        notes=[words_of(each) for each in found.notes],
        tabs=[] if is_refused else _tabs(row, show, bad=bad, good=good),
        columns=[Column(text=each) for each in ("Pupil", "Row", "State", "What to know")],
        rows=[_finding(each, row, found) for each in part],
        pager=_pager(row, show, start, len(listed)),
        how_to_mend=_how_to_mend(found, bad),
        send="" if is_sent or not good else reverse("send_file", args=[row.id]),
        send_text=f"Send {count_of(len(good), 'pupil')}",
        result=reverse("file_result", args=[row.id]),
        back=reverse("files"),
    )


def mend_page(form: Any, row: Cells, number: int) -> MendPage:
    """Return what the page of one row or pupil shows: what is wrong, what is filled in, then the rest."""
    fields = [(each, isinstance(each.field.widget, forms.Select)) for each in form]
    right = [each for each in fields if not each[0].errors]
    return MendPage(
        form=form,
        title=f"Mend row {number:,}" if row.is_row else f"Mend pupil {number:,} of the file",
        summary=f"What is wrong {'in this row' if row.is_row else 'with this pupil'}",
        rest="The rest of the row" if row.is_row else "The rest of what is said",
        unfilled="Columns in which nothing stands" if row.is_row else "What is not said",
        submit="Mend the row" if row.is_row else "Mend the pupil",
        wrong=[each for each in fields if each[0].errors],
        filled=[each for each in right if each[0].name in form.filled],
        empty=[each for each in right if each[0].name not in form.filled],
        back=reverse("file", args=[row.row.id]),
    )


def results_of(found: Findings, *, is_sent: bool) -> list[RowResult]:
    """Return what became of each row, for a spreadsheet: without any name."""
    return [
        RowResult(row=each.line, verdict=verdict_of(each, is_sent=is_sent), faults=each.faults)
        for each in found.items
    ]


def verdict_of(found: Finding, *, is_sent: bool) -> str:
    """Return the verdict on an item in a word or two."""
    if not found.is_accepted:
        return "not sent" if is_sent else "to be mended"
    if found.is_repeated:
        return "sent before"
    return "sent" if is_sent else "good"


def _given(row: GivenRow) -> Row:
    return Row(
        cells=[
            Cell(text=row.name, href=reverse("file", args=[row.id])),
            moment(row.given_at),
            f"{row.total:,}" if row.total else "",
            _STAGES[row.stage],
        ]
    )


def _lead(good: list[Finding], bad: list[Finding], *, is_sent: bool) -> str:
    if is_sent:
        told = f"{count_of(len(good), 'pupil')} sent"
        return f"{told}, {len(bad):,} not." if bad else f"{told}. The hub has them all."
    told = f"{count_of(len(good), 'pupil')} can be sent"
    return (
        f"{told}, {len(bad):,} cannot yet. Nothing is sent so far."
        if bad
        else f"{told}. Nothing is sent so far."
    )


def _tabs(row: GivenRow, show: str, *, bad: list[Finding], good: list[Finding]) -> list[Link]:
    counted = ((TO_MEND, "To mend", len(bad)), (GOOD, "Good", len(good)), (ALL, "All", len(bad) + len(good)))
    return [
        Link(text=text, href=_address(row, name), is_current=name == show, count=count)
        for name, text, count in counted
    ]


def _address(row: GivenRow, show: str, start: int = 0) -> str:
    address = f"{reverse('file', args=[row.id])}?show={show}"
    return f"{address}&from={start}" if start else address


def _pager(row: GivenRow, show: str, start: int, total: int) -> Pager:
    last = min(start + ROWS, total)
    return Pager(
        text=f"Showing {start + 1:,} to {last:,} of {total:,}" if total else "",
        newer=_address(row, show, max(start - ROWS, 0)) if start else "",
        older=_address(row, show, last) if last < total else "",
        newer_text="Before",
        older_text="Further",
    )


def _finding(each: Finding, row: GivenRow, found: Findings) -> Row:
    is_sent = row.stage is FileStage.SENT
    tone: Tone = "good" if each.is_accepted else "urgent"
    said = " ".join(_said(one) for one in each.faults)
    can_mend = not each.is_accepted and _can_mend(each, found)
    href = reverse("mend_row", args=[row.id, each.number]) if can_mend else _face(each, is_sent=is_sent)
    hint = "Mend this row" if found.kind in _LISTS else "Mend this pupil"
    return Row(
        cells=[
            Cell(text=each.who or f"Row {each.line}", href=href, hint=hint if can_mend else ""),
            f"{each.line:,}",
            Cell(tags=[Tag(text=verdict_of(each, is_sent=is_sent).capitalize(), tone=tone)]),
            said,
        ],
        is_urgent=not each.is_accepted,
    )


def _said(found: Fault) -> str:
    heading = heading_of(found) or title_at(found.path)
    place = f"{heading or found.path}: " if found.path else ""
    return f"{'Warning: ' if found.level is Level.WARNING else ''}{place}{words_of(found)}"


def _can_mend(found: Finding, of: Findings) -> bool:
    return of.kind in _LISTS or bool(found.position)


def _face(found: Finding, *, is_sent: bool) -> str:
    if not is_sent or found.face is None or not found.is_departure:
        return ""
    return reverse("leaver", args=[found.face])


def _how_to_mend(found: Findings, bad: list[Finding]) -> str:
    if all(_can_mend(each, found) for each in bad):
        return ""
    return (
        "Mend those that do not open here in your own system, and send the file again: what was sent "
        "before is not doubled. Or add the pupil by hand."
    )
