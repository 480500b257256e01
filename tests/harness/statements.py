"""Count what really goes to the database, whichever way it goes: the driver's own trace of its messages."""

from onward.demo.page_bench.counting import Statements, counted_statements

__all__ = ["Statements", "counted_statements"]
