"""Finds the person who signs in, or has signed in, with the sight of signing in."""

from typing import Any
from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend

from onward.access.models import Person
from onward.database.sight import seen_as
from onward.foundation.sight import SIGN_IN


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]
    """Checks e-mail and password; people who have left, or whose sign-in is stopped, are not found."""

    def get_user(self, user_id: UUID | str) -> Person | None:
        """Return the person of a session."""
        with seen_as(SIGN_IN):
            return Person.objects.filter(pk=user_id, is_active=True).first()

    def has_perm(self, *_: Any, **__: Any) -> bool:
        """Refuse: what a person may do is said by their seat, not by the framework's permissions."""
        return False
