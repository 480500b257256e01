"""What can be refused in access."""

from onward.foundation.errors import NotFound, OnwardError


class CredentialRefused(OnwardError):
    """The client id and secret were not accepted."""

    code = "credential-refused"


class SystemNotFound(NotFound):
    """No such system is registered."""

    code = "system-not-found"


class CredentialNotFound(NotFound):
    """No such credential was issued."""

    code = "credential-not-found"


class PersonNotFound(NotFound):
    """No such person was invited."""

    code = "person-not-found"


class NotAScope(OnwardError):
    """A scope that was named does not exist."""

    code = "not-a-scope"


class NotARole(OnwardError):
    """A role that was named does not exist."""

    code = "not-a-role"


class RoleHeldElsewhere(OnwardError):
    """A role was given in a kind of organisation where it is not held."""

    code = "role-held-elsewhere"


class AlreadyEnded(OnwardError):
    """This has ended already."""

    code = "already-ended"
