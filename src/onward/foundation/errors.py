"""The base of every foreseen error. Errors are facts; they carry data and a stable code."""

from typing import ClassVar


class OnwardError(Exception):
    """Something that was foreseen did not go through.

    `code` is stable: doors translate it by one table. The message never holds personal data.
    """

    code: ClassVar[str] = "onward-error"

    def __init__(self, message: str | None = None) -> None:
        """Take the message, or the class's docstring's first line where none is given."""
        text = message or (type(self).__doc__ or type(self).__name__).strip().splitlines()[0]
        super().__init__(text)


class NotPermitted(OnwardError):
    """The actor may not do this."""

    code = "not-permitted"


class NotFound(OnwardError):
    """No such thing, or none that the actor may see."""

    code = "not-found"
