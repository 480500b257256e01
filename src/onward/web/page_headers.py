"""What every page tells the browser: load nothing from elsewhere, keep nothing, be framed by nobody."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]

FOR_PROGRAMS: Final = ("/api/", "/oauth/", "/health/", "/static/")
"""Addresses that are no pages; what they answer stays as it is."""

CONTENT_SECURITY_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",  # the parts of a page that htmx swaps
        "font-src 'self'",
        "img-src 'self' data:",  # the design system's style sheet draws one arrow, sign-in its code to scan
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)

HEADERS: Final = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # Under no-referrer browsers send `Origin: null` with forms, which the check against forged posts refuses.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def page_headers(get_response: Answer) -> Answer:
    """Put the security headers on every page, and tell browsers not to store it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(FOR_PROGRAMS):
            return response
        for name, value in HEADERS.items():
            response[name] = value
        response.setdefault("Cache-Control", "no-store")
        return response

    return answer
