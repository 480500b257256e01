"""How alarms are shown: how old, who has to act, and what to do next in one sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django import forms
from django.urls import reverse

from onward.access.roles import Permission
from onward.foundation.clock import today_in_scotland
from onward.operations.reading.alarms import AlarmSeen, NoteSeen
from onward.operations.reading.windows import Window
from onward.transfers.models import AlarmLevel, AlarmStep
from onward.web.authority import words
from onward.web.authority.filters import AlarmFilters
from onward.web.components import Cell, Column, Fact, Happening, Link, Pager, Row, Tag
from onward.web.paging import pager_of
from onward.web.wording import count_of, day, moment

COLUMNS: Final = tuple(
    Column(text=text) for text in ("Pupil", "School", "Open for", "With", "What to do next")
)


class NoteForm(forms.Form):
    """What was done, chosen from a fixed list."""

    step = forms.ChoiceField(label="What did you do?", choices=AlarmStep.choices, widget=forms.RadioSelect)


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmsPage:
    """The list of open alarms."""

    form: AlarmFilters
    chips: Sequence[Link]
    clear: str
    rows: Sequence[Row]
    pager: Pager
    columns: Sequence[Column] = COLUMNS


@dataclass(frozen=True, kw_only=True, slots=True)
class AlarmPage:
    """One alarm. `form` is there for those who work alarms."""

    name: str
    next_step: str
    facts: Sequence[Fact]
    notes: Sequence[Happening]
    transfer: Link
    back: Link
    form: NoteForm | None
    note_address: str


def alarms_page(found: Window[AlarmSeen], form: AlarmFilters, now: datetime) -> AlarmsPage:
    """Return the page of all alarms."""
    return AlarmsPage(
        form=form,
        chips=form.chips(),
        clear=reverse("authority_alarms"),
        rows=[_row(each, now) for each in found.rows],
        pager=pager_of(found, form.address, newer="Older alarms", older="Newer alarms"),
    )


def alarm_page(
    alarm: AlarmSeen, permissions: frozenset[Permission], form: NoteForm, now: datetime
) -> AlarmPage:
    """Return the page of one alarm."""
    where = "authority_leaver" if alarm.is_leaver else "authority_joiner"
    return AlarmPage(
        name=words.pupil_name(alarm.surname, alarm.forename),
        next_step=next_step(alarm),
        facts=[
            Fact(key="Open for", values=[_age(alarm, now), f"since {moment(alarm.raised_at)}"]),
            Fact(key="Who has to act", values=[], tags=[words.LEVELS[alarm.level]]),
            Fact(
                key="Left" if alarm.is_leaver else "Expected at",
                values=[alarm.school_name],
                change=Link(text="See", href=reverse("authority_school", args=[alarm.school_id])),
            ),
            Fact(
                key="Last day" if alarm.is_leaver else "Expected from", values=[day(alarm.day) or "Not given"]
            ),
            *([Fact(key="Reason", values=[words.reason_words(alarm.reason)])] if alarm.is_leaver else []),
        ],
        notes=[_happening(each) for each in alarm.notes],
        transfer=Link(text="See the pupil's transfer", href=reverse(where, args=[alarm.id])),
        back=Link(text="Alarms", href=reverse("authority_alarms")),
        form=form if Permission.WORK_ALARMS in permissions else None,
        note_address=reverse("authority_note_alarm", args=[alarm.id]),
    )


def next_step(alarm: AlarmSeen) -> str:
    """Say in one sentence what has to be done next, and by whom."""
    if not alarm.is_leaver:
        return _next_of_joiner(alarm)
    if not alarm.has_destination:
        return f"Ask {alarm.school_name} where the pupil went, and name the destination."
    if alarm.level is AlarmLevel.CME:
        return "Speak to the family, or visit the home, and note what you did."
    return f"Check with {alarm.school_name} that the destination is right; if it is not, name another."


def _next_of_joiner(alarm: AlarmSeen) -> str:
    if alarm.level is AlarmLevel.SCHOOL:
        until = f" by {day(alarm.climbs_on)}" if alarm.climbs_on else ""
        return f"{alarm.school_name} has to say{until} whether the pupil has come."
    if alarm.level is AlarmLevel.S2S:
        return f"Telephone {alarm.school_name} and ask it to say whether the pupil has come."
    return "Speak to the family, or visit the home, and note what you did."


def _row(alarm: AlarmSeen, now: datetime) -> Row:
    name = words.pupil_name(alarm.surname, alarm.forename)
    which = "Left" if alarm.is_leaver else "Expected"
    return Row(
        cells=[
            Cell(text=name, href=reverse("authority_alarm", args=[alarm.id]), hint=alarm.stage),
            Cell(text=alarm.school_name, hint=f"{which} {day(alarm.day)}" if alarm.day else which),
            Cell(text=_age(alarm, now), hint=f"since {day(today_in_scotland(alarm.raised_at))}"),
            Cell(tags=[words.LEVELS[alarm.level], *_taken_up(alarm)]),
            Cell(text=next_step(alarm), hint=_last_note(alarm)),
        ],
    )


def _age(alarm: AlarmSeen, now: datetime) -> str:
    days = (today_in_scotland(now) - today_in_scotland(alarm.raised_at)).days
    return count_of(days, "day") if days else "Less than a day"


def _taken_up(alarm: AlarmSeen) -> list[Tag]:
    if not alarm.notes or alarm.notes[0].step is AlarmStep.GIVEN_BACK:
        return []
    return [Tag(text="Taken up", tone="good")]


def _last_note(alarm: AlarmSeen) -> str:
    if not alarm.notes:
        return "Nobody has taken it up."
    last = alarm.notes[0]
    return f"{last.person_name}: {last.step.label.lower()}, {moment(last.at)}"


def _happening(note: NoteSeen) -> Happening:
    return Happening(title=str(note.step.label), when=moment(note.at), by=note.person_name)
