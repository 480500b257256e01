"""Second factors: their secrets are encrypted in the database, with a key of their own."""

from typing import Any, Final
from uuid import UUID

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

from onward.access.models import Person
from onward.web.brand import BRAND
from onward.web.sign_in.sealed_text import seal, unseal

_BOUND_TO: Final = UUID(int=0)
_PURPOSE: Final = "second factors"
OPENS_ALONE: Final = "opens-alone"
"""In a passkey's data: whether its owner chose that it is enough without the password."""


def factors_of(person: Person) -> list[Authenticator]:
    """Return the second factors that somebody has set up; recovery codes only stand in for them."""
    own = Authenticator.objects.filter(user_id=person.pk).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return list(own.order_by("pk"))


def is_last_factor(factor: Authenticator) -> bool:
    """Say whether nothing but the password would be left without this one."""
    return all(each.pk == factor.pk for each in factors_of(factor.user))


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Answers what django-allauth asks about second factors."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That code is not right, or it is too old. Type the one that you see now.",
        "cannot_delete_authenticator": "This is all that you have beside your password. Add another first.",
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse to take away the last factor, also where two are taken away at the same moment."""
        Person.objects.select_for_update().get(pk=authenticator.user_id)
        return not is_last_factor(authenticator)

    def generate_authenticator_name(self, user: Person, type: Any) -> str:  # noqa: A002 -- so allauth calls it
        """Return a name for a passkey that its owner did not name."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"My passkey {count + 1}" if count else "My passkey"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Say to whom a passkey belongs: to the name under which the hub is reached."""
        return {**super().get_public_key_credential_rp_entity(), "name": BRAND.name}

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """Say whose passkey it is, as the person's own device shows it."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.name}

    def encrypt(self, text: str) -> str:
        """Return a secret as it is stored."""
        return seal(text, purpose=_PURPOSE, bound_to=_BOUND_TO)

    def decrypt(self, encrypted_text: str) -> str:
        """Return a stored secret."""
        return unseal(encrypted_text, purpose=_PURPOSE, bound_to=_BOUND_TO)
