"""What a school system may be allowed to do through the API, in words that a policy officer can sign.

A credential carries some of these scopes. A scope never widens for whom a system acts: that is its schools.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum
from types import MappingProxyType

from onward.access.errors import NotAScope


class Scope(StrEnum):
    """The scopes of the API. Their names are part of its contract and never change their meaning."""

    DEPARTURES_WRITE = "departures:write"
    RECORDS_WRITE = "records:write"
    ARRIVALS_WRITE = "arrivals:write"
    MAILBOX_READ = "mailbox:read"
    MAILBOX_WRITE = "mailbox:write"
    LEAVERS_READ = "leavers:read"
    JOINERS_READ = "joiners:read"
    DOCUMENTS_READ = "documents:read"
    DOCUMENTS_WRITE = "documents:write"
    DIRECTORY_READ = "directory:read"
    WORKLIST_READ = "worklist:read"


MEANINGS: Mapping[Scope, str] = MappingProxyType(
    {
        Scope.DEPARTURES_WRITE: "Say that a pupil leaves, name another destination, or take it back.",
        Scope.RECORDS_WRITE: "Send the record of a pupil who left.",
        Scope.ARRIVALS_WRITE: "Say that a pupil is on the roll, or that an expected pupil is not here.",
        Scope.MAILBOX_READ: "List and collect what waits in the mailbox; see the receipts of what was sent.",
        Scope.MAILBOX_WRITE: "Acknowledge what was collected, and say that it is filed.",
        Scope.LEAVERS_READ: "See what became of the pupils who left, as far as the old school may know.",
        Scope.JOINERS_READ: "See the pupils who are expected.",
        Scope.DOCUMENTS_READ: "Fetch the documents of a record that came to the school.",
        Scope.DOCUMENTS_WRITE: "Upload documents that go with a record.",
        Scope.DIRECTORY_READ: "Look up authorities, schools and term dates.",
        Scope.WORKLIST_READ: "See what waits for the school to act.",
    }
)

ALL: frozenset[Scope] = frozenset(Scope)


def known(names: Collection[str]) -> frozenset[Scope]:
    """Return these names as scopes.

    Raises:
        NotAScope: one of them is no scope.
    """
    if not set(names) <= ALL:
        raise NotAScope
    return frozenset(Scope(name) for name in names)
