"""/health/live and /health/ready, for whatever watches the service."""

from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.http import HttpRequest, HttpResponse, JsonResponse


class NotReady(Exception):
    """The database is not of this release yet."""


def live(request: HttpRequest) -> HttpResponse:
    """Answer that the process runs. It asks nothing else, so that a broken database restarts nobody."""
    return JsonResponse({"status": "live"})


def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 if requests can be served: the database answers and is of this release; else 503."""
    try:
        _require_answer()
        _require_this_release()
    except (DatabaseError, NotReady):
        return JsonResponse({"status": "not-ready"}, status=503)
    return JsonResponse({"status": "ready"})


def _require_answer() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@cache
def _require_this_release() -> None:
    """Raise unless every migration of this release is applied. A yes is remembered, a no is not."""
    loader = MigrationLoader(connection)
    if set(loader.disk_migrations) - set(loader.applied_migrations):
        raise NotReady
