"""The e-mails that wait, with their texts: where no mail server is, as in development and demonstrations."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from onward.emails.log import WaitingText, waiting_texts
from onward.web.wording import moment

AT_MOST = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class Letter:
    """One e-mail as it would be read."""

    to: str
    subject: str
    when: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OutboxPage:
    """The e-mails that wait."""

    letters: tuple[Letter, ...]


@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """Show the e-mails that wait; outside demonstrations there is no such page."""
    if not settings.ONWARD.demo:
        raise Http404
    page = OutboxPage(letters=tuple(_letter(each) for each in waiting_texts(limit=AT_MOST)))
    context = {"page": page, "is_demo": True}
    answer = HttpResponse(render_to_string("administration/outbox.html", context, request=request))
    answer["Cache-Control"] = "no-store"
    return answer


def _letter(waiting: WaitingText) -> Letter:
    return Letter(
        to=waiting.to_address,
        subject=waiting.subject,
        when=moment(waiting.queued_at),
        paragraphs=tuple(line for line in waiting.text.splitlines() if line),
    )


ADDRESSES: list[URLPattern] = [path("style/outbox", outbox, name="outbox")]
