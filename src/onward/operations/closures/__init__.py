"""Close a school in every room: what waits, who is expected, and what is asked goes on with its successor."""

from onward.operations.closures.closing import Closure, close_school, follow_closures

__all__ = ["Closure", "close_school", "follow_closures"]
