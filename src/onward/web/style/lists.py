"""Examples: worklists and what belongs to them."""

from onward.web.components import Cell, Column, Count, Link, Pager, Press, Row, Tag
from onward.web.style.example import Example, Use

_COLUMNS = [
    Column(text="Pupil", href="#name"),
    Column(text="Comes from"),
    Column(text="Due", href="#due", direction="ascending"),
    Column(text="Days", is_number=True),
    Column(text="State"),
    Column(text="Next"),
]


def _row(key: str, name: str, facts: tuple[str, str, str], state: Tag) -> Row:
    return Row(
        key=key,
        is_urgent=state.tone == "urgent",
        cells=[
            Cell(text=name, href="#pupil", hint="P6, born 4 March 2015"),
            *facts,
            Cell(tags=[state]),
            Cell(press=Press(text="Confirm arrival", name="confirm", value=key, about=f"of {name}")),
        ],
    )


_ROWS = [
    _row(
        "1",
        "Isla Invented",
        ("Millburn Primary School", "2 March 2026", "-4"),
        Tag(text="Overdue", tone="urgent"),
    ),
    _row(
        "2",
        "Finlay Fictional",
        ("Kelvin Primary School", "9 March 2026", "3"),
        Tag(text="Awaited", tone="info"),
    ),
    _row("3", "Mhairi Madeup", ("Outside Scotland", "20 March 2026", "14"), Tag(text="Awaited", tone="info")),
]

EXAMPLES = (
    Example(
        of="counts",
        purpose="Says what needs me now; each number opens the list that it counts.",
        when="On home pages. New first, then waiting, then overdue.",
        parameters={"entries": "Counts: number, text, href, hint, tone."},
        uses=[
            Use(
                of="counts",
                given={
                    "entries": [
                        Count(number=12, text="pupils are expected", href="#expected", tone="info"),
                        Count(number=3, text="records to collect", href="#records", tone="attention"),
                        Count(
                            number=1,
                            text="arrival is overdue",
                            href="#overdue",
                            hint="Since 2 March",
                            tone="urgent",
                        ),
                        Count(number=0, text="alarms", href="#alarms", hint="Nothing to do"),
                    ]
                },
            )
        ],
    ),
    Example(
        of="table",
        purpose="Lists things of one kind, to compare and to work on.",
        when="For every worklist. On a phone each row becomes a card, or the table scrolls by itself.",
        parameters={
            "caption": "What is listed.",
            "columns": "Columns: text, and where it can be sorted href and direction; is_number.",
            "rows": "Rows of cells: text, or Cell with href, hint, tags, a button. The first names the row.",
            "small": "stack: cards on a phone; scroll: figures that belong side by side.",
            "chosen": "The name of the boxes that choose rows; empty: none.",
            "caption_is": "shown, or hidden where the page's heading says the same.",
            "id": "Its id, for a part that is renewed.",
        },
        uses=[
            Use(
                of="table",
                given={"caption": "Pupils expected", "columns": _COLUMNS, "rows": _ROWS, "chosen": "chosen"},
            ),
            Use(
                of="table",
                given={
                    "caption": "Messages by month",
                    "columns": [
                        Column(text="Month"),
                        Column(text="Sent", is_number=True),
                        Column(text="Filed", is_number=True),
                    ],
                    "rows": [
                        Row(cells=["January", "12,004", "11,872"]),
                        Row(cells=["February", "9,310", "9,207"]),
                    ],
                    "small": "scroll",
                },
            ),
        ],
    ),
    Example(
        of="action_bar",
        purpose="Does one thing to several rows.",
        when="Within the form around a table whose rows can be chosen; it stays in sight while one scrolls.",
        parameters={"text": "What it is about.", "label": "Its name for screen readers."},
        uses=[
            Use(
                of="action_bar",
                given={"text": "With those chosen:"},
                inside=[
                    Use(of="button", given={"text": "Confirm arrivals"}),
                    Use(of="button", given={"text": "Not here", "kind": "secondary"}),
                ],
            )
        ],
    ),
    Example(
        of="filter_chips",
        purpose="Shows which filters are in use, each removed by one click.",
        when="Between the filters and the list. Nothing is shown where there are none.",
        parameters={
            "chips": "Links to the list without that filter.",
            "clear": "The address of the list without any filter.",
            "label": "The heading.",
        },
        uses=[
            Use(
                of="filter_chips",
                given={
                    "chips": [
                        Link(text="State: overdue", href="#state"),
                        Link(text="School: Kelvin Primary School", href="#school"),
                    ],
                    "clear": "#all",
                },
            )
        ],
    ),
    Example(
        of="export_links",
        purpose="Takes a list out as a file, with the same filters as on the screen.",
        when="Below every list. What is taken is written down.",
        parameters={
            "address": "The address of the file, but for its form.",
            "of": "What it is a file of.",
        },
        uses=[Use(of="export_links", given={"address": "#file"})],
    ),
    Example(
        of="pagination",
        purpose="Goes on in a long list.",
        when="Below every list that can be longer than a page.",
        parameters={
            "pager": "Says what is shown, with addresses to newer and older where there are such.",
            "label": "Its name for screen readers.",
        },
        uses=[
            Use(
                of="pagination",
                given={"pager": Pager(text="Showing 51 to 100 of 1,240", newer="#newer", older="#older")},
            )
        ],
    ),
    Example(
        of="empty_state",
        purpose="Says why a list is empty and what one could do.",
        when="Instead of a table without rows.",
        parameters={"title": "What is so.", "text": "Why, and what then.", "action": "A link, or none."},
        uses=[
            Use(
                of="empty_state",
                given={
                    "title": "Nobody is expected",
                    "text": "When another school says that a pupil comes to you, the pupil is listed here.",
                    "action": Link(text="Tell us of a pupil who came unannounced", href="#new"),
                },
            )
        ],
    ),
)
