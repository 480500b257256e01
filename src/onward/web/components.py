"""What presenters hand to the components of a page: frozen shapes of text and links, complete, without logic.

Each is drawn by the macro of that name in `templates/components`; the style guide shows them all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["neutral", "info", "good", "attention", "urgent", "protected"]
"""How a tag looks: grey, blue, green, yellow, red, purple. Its text says the same."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link of tabs, navigation or breadcrumbs. `count` is shown as a badge where it is not None."""

    text: str
    href: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A short word of state."""

    text: str
    tone: Tone = "neutral"


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """The head of a column. With `href` it can be sorted by; `direction` is how it is sorted now."""

    text: str
    href: str = ""
    direction: Literal["", "ascending", "descending"] = ""
    is_number: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Press:
    """A button in a row: its form learns `name` and `value`. `about` finishes its name for screen readers."""

    text: str
    name: str
    value: str
    about: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """A cell of a table: text, perhaps a link, with a quieter second line, tags and a button."""

    text: str = ""
    href: str = ""
    hint: str = ""
    tags: Sequence[Tag] = ()
    press: Press | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A row of a table; the first cell names it. `key` is the value of its checkbox."""

    cells: Sequence[Cell | str]
    key: str = ""
    is_urgent: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """A line of a summary list or an identity bar; several values stand under each other."""

    key: str
    values: Sequence[str]
    change: Link | None = None
    tags: Sequence[Tag] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Happening:
    """An entry of a timeline. `kind`: what a person did, what the hub did, or what is still to come."""

    title: str
    when: str
    by: str = ""
    text: str = ""
    kind: Literal["person", "system", "next"] = "person"
    link: Link | None = None
    tags: Sequence[Tag] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Pager:
    """Where a list stands. `older` and `newer` are addresses; empty: that end is reached."""

    text: str
    newer: str = ""
    older: str = ""
    newer_text: str = "Newer"
    older_text: str = "Older"


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """A number that opens the list it counts."""

    number: int
    text: str
    href: str
    hint: str = ""
    tone: Tone = "neutral"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tile:
    """One council on the map of tiles; `step` from 0 (nothing) to 5 is how strongly it is coloured."""

    code: str
    name: str
    short: str
    value: str
    step: int
    column: int
    row: int
    href: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One bar of a chart, drawn at a place within the chart's own units."""

    label: str
    value: str
    x: float
    y: float
    width: float
    height: float
    is_labelled: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Gridline:
    """A line across a chart with its value."""

    y: float
    value: str


@dataclass(frozen=True, kw_only=True, slots=True)
class BarChart:
    """A chart, with the words that say the same. Make one with `charts.bar_chart_of`."""

    name: str
    title: str
    description: str
    category: str
    measure: str
    width: int
    height: int
    bars: Sequence[Bar]
    gridlines: Sequence[Gridline]
