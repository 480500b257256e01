"""Which door answers which address."""

from pathlib import Path

import ninja
from django.urls import URLPattern, URLResolver, path
from django.views.static import serve

from onward.api import health, oauth
from onward.api.main import api
from onward.web.addresses import ADDRESSES

_DOCS_ASSETS = Path(ninja.__file__).parent / "static" / "ninja"

urlpatterns: list[URLPattern | URLResolver] = [
    path("oauth/token", oauth.token),
    path("api/v1/", api.urls),
    path("health/live", health.live),
    path("health/ready", health.ready),
    path("static/ninja/<path:path>", serve, {"document_root": _DOCS_ASSETS}),
    *ADDRESSES,
]

handler400 = "onward.config.refusals.bad_request"
handler404 = "onward.config.refusals.not_found"
handler500 = "onward.config.refusals.our_fault"
