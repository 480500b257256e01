"""What only this door refuses: tokens, scopes, too many requests, and contents that cannot be taken."""

from collections.abc import Mapping

from onward.foundation.errors import OnwardError
from onward.foundation.faults import Fault


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

    def __init__(self, *scopes: str) -> None:
        """Say which scope it would take, or of which one."""
        challenge = f'Bearer realm="onward", error="insufficient_scope", scope="{" ".join(scopes)}"'
        super().__init__(
            f"This needs the scope {' or '.join(scopes)}.", headers={"WWW-Authenticate": challenge}
        )


class TooManyRequests(Refusal):
    """This system sends requests faster than it may."""

    code = "too-many-requests"

    def __init__(self, retry_after: int) -> None:
        """Say after how many seconds to come again."""
        super().__init__(f"Come again in {retry_after} seconds.", headers={"Retry-After": str(retry_after)})


class LengthMissing(OnwardError):
    """The request does not say how long its body is."""

    code = "length-missing"


class BodyTooLarge(OnwardError):
    """The body is larger than this address takes."""

    code = "too-large"


class BodyCutOff(OnwardError):
    """The body ended before the length that was stated."""

    code = "not-readable"


class ContentRefused(OnwardError):
    """What was sent cannot be taken as it stands; every fault is named."""

    code = "not-valid"

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Take all the faults."""
        super().__init__()
        self.faults = faults


class KeyUsedBefore(OnwardError):
    """This idempotency key was used before with other content."""

    code = "duplicate-key-other-content"


class NoVerdictYet(Refusal):
    """The verdict did not come in time; a repeat with the same key gets it."""

    code = "no-verdict-yet"

    def __init__(self) -> None:
        """Say when to come again."""
        super().__init__(headers={"Retry-After": "2"})
