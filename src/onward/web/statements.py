"""The pages that everybody may read without signing in: accessibility and privacy."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how well these pages can be used by everybody."""
    return _answer(request, "statements/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about whom."""
    return _answer(request, "statements/privacy.html")


def _answer(request: HttpRequest, template: str) -> HttpResponse:
    return HttpResponse(render_to_string(template, {"is_demo": settings.ONWARD.demo}, request=request))


ADDRESSES: list[URLPattern] = [
    path("accessibility", accessibility, name="accessibility"),
    path("privacy", privacy, name="privacy"),
]
