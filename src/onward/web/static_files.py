"""Serve the style sheets, scripts and fonts, before anything else looks at the request."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

from onward.web.assets import PREFIX, Asset, find

Answer = Callable[[HttpRequest], HttpResponse]

_HEADERS: Final = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Vary": "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
}


def static_files(get_response: Answer) -> Answer:
    """Answer what is asked for by its present address; pass everything else on."""
    find(PREFIX)  # reads all of them now, so that no request waits for the disk

    def answer(request: HttpRequest) -> HttpResponse:
        found = find(request.path) if request.path.startswith(PREFIX) else None
        if found is None or request.method not in {"GET", "HEAD"}:
            return get_response(request)
        return _send(found, request.headers.get("Accept-Encoding", ""))

    return answer


def _send(found: Asset, encodings: str) -> HttpResponse:
    headers, content = dict(_HEADERS), found.content
    if found.compressed is not None and "gzip" in encodings:
        headers["Content-Encoding"], content = "gzip", found.compressed
    headers["Content-Length"] = str(len(content))
    return HttpResponse(content, content_type=found.media_type, headers=headers)
