"""Sessions in the database, read and written with the sight of signing in and no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions

from onward.database.sight import current_sight, seen_as
from onward.foundation.sight import SIGN_IN
from onward.web.clock import now


@contextmanager
def _seen() -> Iterator[None]:
    if current_sight() == SIGN_IN:
        yield
        return
    with seen_as(SIGN_IN):
        yield


class SessionStore(DatabaseSessions):
    """What Django asks for under the name of a session engine."""

    def load(self) -> dict[str, Any]:
        """Read the session."""
        with _seen():
            return super().load()

    def exists(self, session_key: str) -> bool:
        """Say whether there is a session of this key."""
        with _seen():
            return super().exists(session_key)

    def save(self, must_create: bool = False) -> None:
        """Write the session."""
        with _seen():
            super().save(must_create=must_create)

    def delete(self, session_key: str | None = None) -> None:
        """Delete the session."""
        with _seen():
            super().delete(session_key)

    @classmethod
    def clear_expired(cls) -> None:
        """Delete the sessions that have ended, and what was kept of them for long enough."""
        with _seen():
            super().clear_expired()
        # Only here: what keeps answers needs the tables, which are not ready when this engine is loaded.
        from onward.web.sign_in.kept_answers import forget_ended  # noqa: PLC0415

        forget_ended(now())
