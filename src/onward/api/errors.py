"""What only this door refuses: tokens, scopes, and too many requests."""

from collections.abc import Mapping

from onward.foundation.errors import OnwardError


class Refusal(OnwardError):
    """The door does not let this request in. `headers` go with the answer."""

    code = "refused"

    def __init__(self, message: str | None = None, *, headers: Mapping[str, str]) -> None:
        """Take the message, and the headers that tell the caller what to do about it."""
        super().__init__(message)
        self.headers = headers


class TokenMissing(Refusal):
    """The request carries no access token."""

    code = "token-missing"

    def __init__(self) -> None:
        """Ask for a token."""
        super().__init__(headers={"WWW-Authenticate": 'Bearer realm="onward"'})


class TokenRefused(Refusal):
    """The access token is not valid any more, or never was."""

    code = "token-refused"

    def __init__(self) -> None:
        """Say that another token is needed."""
        super().__init__(headers={"WWW-Authenticate": 'Bearer realm="onward", error="invalid_token"'})


class InsufficientScope(Refusal):
    """The access token does not carry the scope that this needs."""

    code = "insufficient-scope"

    def __init__(self, scope: str) -> None:
        """Say which scope it would take."""
        challenge = f'Bearer realm="onward", error="insufficient_scope", scope="{scope}"'
        super().__init__(f"This needs the scope {scope}.", headers={"WWW-Authenticate": challenge})


class TooManyRequests(Refusal):
    """This system sends requests faster than it may."""

    code = "too-many-requests"

    def __init__(self, retry_after: int) -> None:
        """Say after how many seconds to come again."""
        super().__init__(f"Come again in {retry_after} seconds.", headers={"Retry-After": str(retry_after)})
