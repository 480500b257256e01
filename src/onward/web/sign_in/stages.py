"""When the second factor is asked for: always, but where a provider's verified token says it was given."""

from typing import Final

from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest

VOUCHED: Final = "vouched"
"""In what is remembered of somebody who is signing in."""


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """The step between the first factor and the door."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not self.login.state.get(VOUCHED) and bool(super()._should_handle(request))
