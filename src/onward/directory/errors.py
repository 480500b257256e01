"""What the directory refuses, and why. The keys and codes in these messages are open data."""

from onward.foundation.errors import NotFound, OnwardError


class SchoolNotFound(NotFound):
    """No school with this key or number is in the directory."""

    code = "school-not-found"


class AuthorityNotFound(NotFound):
    """No authority with this code is in the directory."""

    code = "authority-not-found"


class SchoolListedAlready(OnwardError):
    """A school with this SEED code and type is in the directory already."""

    code = "school-listed-already"


class CannotBeSo(OnwardError):
    """What was stated cannot be so, such as closing before opening."""

    code = "cannot-be-so"


class AlreadyClosed(OnwardError):
    """The school has closed already, on another day or with another successor."""

    code = "school-already-closed"


class NotClosed(OnwardError):
    """The school is open, so there is nothing to reopen."""

    code = "school-not-closed"


class SuccessionGoesInACircle(OnwardError):
    """The successors of this school would lead back to the school itself."""

    code = "succession-goes-in-a-circle"


class DirectoryChangedMeanwhile(OnwardError):
    """The directory changed between the dry run and the import: look at a fresh dry run first."""

    code = "directory-changed-meanwhile"
