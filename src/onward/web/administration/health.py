"""How the service does: for its operator and the national service."""

import shutil

from django.conf import settings
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from onward.operations.service_health import look_at_service
from onward.web.administration.health_pages import Disk, health_page
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def health(request: PageRequest) -> HttpResponse:
    """Show how the service does, and what to do where it does not do well."""
    seen = look_at_service(by=request.seat.actor, now=request.now)
    usage = shutil.disk_usage(settings.ONWARD.data)
    page = health_page(
        seen,
        Disk(total=usage.total, free=usage.free),
        sends_email=bool(settings.ONWARD.smtp_url),
        now=request.now,
    )
    return render(request, "plain/page.html", page)
