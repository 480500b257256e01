"""The service at work: its queue of jobs, and the e-mails that it wrote."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from onward.emails.log import list_emails
from onward.operations.job_queue import look_at_queue
from onward.web.administration.service_pages import AT_ONCE, emails_page, queue_page
from onward.web.rendering import render
from onward.web.seat import PageRequest


@require_GET
def job_queue(request: PageRequest) -> HttpResponse:
    """Show what waits, runs and failed, and each job's last run."""
    queue = look_at_queue(by=request.seat.actor, now=request.now)
    return render(request, "plain/page.html", queue_page(queue))


@require_GET
def emails(request: PageRequest) -> HttpResponse:
    """Show the e-mails, the newest first."""
    try:
        after = UUID(request.GET.get("after", ""))
    except ValueError:
        after = None
    found = list_emails(by=request.seat.actor, now=request.now, limit=AT_ONCE, after=after)
    return render(request, "plain/page.html", emails_page(found, at_start=after is None))
