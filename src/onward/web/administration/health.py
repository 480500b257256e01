"""How the service does: for its operator and the national service."""

import shutil

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from onward.operations.service_health import look_at_service
from onward.web.administration.health_pages import WELL, Disk, health_page, look_through
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def health(request: PageRequest) -> HttpResponse:
    """Show how the service does, and what to do where it does not do well."""
    seen = look_at_service(by=request.seat.actor, now=request.now)
    page = health_page(seen, disk_of_data(), sends_email=bool(settings.ONWARD.smtp_url), now=request.now)
    return render(request, "plain/page.html", page)


def things_to_look_at(request: PageRequest) -> int:
    """Return how many things of the service need a hand."""
    seen = look_at_service(by=request.seat.actor, now=request.now)
    sends_email = bool(settings.ONWARD.smtp_url)
    looked = look_through(seen, disk_of_data(), sends_email=sends_email, now=request.now)
    return sum(each.tag is not WELL for each in looked)


def disk_of_data() -> Disk:
    """Return how full the disk of the data folder is."""
    usage = shutil.disk_usage(settings.ONWARD.data)
    return Disk(total=usage.total, free=usage.free)
