"""Alarms of the authority, and what was done about them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from onward.operations.alarm_notes import note_alarm
from onward.operations.reading.alarms import list_alarms, view_alarm
from onward.transfers.models import AlarmStep
from onward.web.authority.alarm_pages import NoteForm, alarm_page, alarms_page
from onward.web.authority.filters import AlarmFilters
from onward.web.authority.own_schools import school_choices
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def alarms(request: PageRequest) -> HttpResponse:
    """Show the open alarms, the oldest first."""
    form = AlarmFilters(request.GET, school_choices(request))
    found = list_alarms(form.wanted(), by=request.seat.actor, now=request.now, place=form.place)
    return render(request, "authority/alarms.html", alarms_page(found, form, request.now))


@require_GET
def alarm(request: PageRequest, alarm: UUID) -> HttpResponse:
    """Show one alarm."""
    found = view_alarm(alarm, by=request.seat.actor, now=request.now)
    page = alarm_page(found, request.seat.permissions, NoteForm(), request.now)
    return render(request, "authority/alarm.html", page)


@require_POST
def note(request: PageRequest, alarm: UUID) -> HttpResponse:
    """Note what was done about an alarm."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        found = view_alarm(alarm, by=request.seat.actor, now=request.now)
        page = alarm_page(found, request.seat.permissions, form, request.now)
        return render(request, "authority/alarm.html", page, status=422)
    note_alarm(alarm, AlarmStep(form.cleaned_data["step"]), by=request.seat.actor, now=request.now)
    messages.success(request, "Your note was kept.")
    return redirect("authority_alarm", alarm=alarm)
