"""Walk the database and prove every invariant. It reads; it mends nothing."""

from onward.operations.doctor.examination import Finding, examine

__all__ = ["Finding", "examine"]
