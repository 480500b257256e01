"""The page on which everybody signs in, with every way that is open here."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings
from django.urls import reverse

from onward.foundation.identity_provider import IdentityProvider
from onward.web.sign_in.passkeys import can_be_used


class SignIn(LoginView):  # type: ignore[misc]
    """E-mail address and password, a passkey, or the organisation's own sign-in."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """Add which other ways there are."""
        provider: IdentityProvider | None = settings.ONWARD.identity_provider
        return {
            **super().get_context_data(**given),
            "can_be_used": can_be_used(self.request),
            "provider_name": provider.name if provider else "",
            "provider_address": self.passthrough_next_url(reverse("single_sign_on")),
        }
