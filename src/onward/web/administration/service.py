"""The service at work: its queue of jobs, and the e-mails that it wrote."""

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_GET

from onward.emails.log import list_emails
from onward.operations.job_queue import look_at_queue
from onward.web.administration.service_pages import AT_ONCE, emails_page, queue_page
from onward.web.given_out import MOST, plain_answer, wants_file
from onward.web.seat import PageRequest


@require_GET
def job_queue(request: PageRequest) -> HttpResponseBase:
    """Show what waits, runs and failed, and each job's last run."""
    queue = look_at_queue(by=request.seat.actor, now=request.now)
    return plain_answer(request, queue_page(queue))


@require_GET
def emails(request: PageRequest) -> HttpResponseBase:
    """Show the e-mails, the newest first."""
    after, limit = (None, MOST) if wants_file(request) else (_after(request), AT_ONCE)
    found = list_emails(by=request.seat.actor, now=request.now, limit=limit, after=after)
    return plain_answer(request, emails_page(found, at_start=after is None))


def _after(request: PageRequest) -> UUID | None:
    try:
        return UUID(request.GET.get("after", ""))
    except ValueError:
        return None
