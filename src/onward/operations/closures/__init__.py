"""Close a school in every room: its roll, what waits, who is expected, and what is asked goes on.

With its successor; without one, pupils on the roll are somebody's to find.
"""

from onward.operations.closures.closing import Closure, close_school, follow_closures
from onward.operations.closures.rolls import count_rolls

__all__ = ["Closure", "close_school", "count_rolls", "follow_closures"]
