"""A table that cannot be read, and why."""

from onward.foundation.errors import OnwardError
from onward.foundation.faults import Fault


class TableRefused(OnwardError):
    """The table cannot be read, or not from here on."""

    code = "table-refused"

    def __init__(self, *faults: Fault) -> None:
        """Take the faults that say why."""
        super().__init__(" ".join(fault.message for fault in faults) or None)
        self.faults = faults
