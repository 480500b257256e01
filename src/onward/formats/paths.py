"""How the place of a fault is written: as a JSON path, or as a row and column."""

import re

_LONGEST_HEADING = 60
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")


def joined(path: str, rest: str) -> str:
    """Return the path of something within `path`."""
    return f"{path}.{rest}" if path and rest else path or rest


def cell_path(row: int, heading: str) -> str:
    """Return the place of a cell in a list, such as `row 7, column "DOB"`."""
    return f'row {row}, column "{shown_heading(heading)}"'


def shown_heading(heading: str) -> str:
    """Return a heading as it is shown: on one line, and not endless."""
    one_line = " ".join(heading.split())
    return one_line if len(one_line) <= _LONGEST_HEADING else f"{one_line[:_LONGEST_HEADING]}..."


def shown_name(name: str) -> str:
    """Return a field's name, unless it looks like a value that was put where a name belongs."""
    return name if _FIELD_NAME.fullmatch(name) else "(name not shown)"
