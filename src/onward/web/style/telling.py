"""Examples: what happened, what is, and what comes next."""

from onward.web.components import Fact, Happening, Link, Tag
from onward.web.style.example import Example, Use

EXAMPLES = (
    Example(
        of="notification",
        purpose="Says what came of something, or what needs attention.",
        when="After a form was sent, or for news about the page. Not for faults of a form.",
        parameters={
            "kind": "success, info, warning or error.",
            "title": "One sentence.",
            "text": "What to do next, or empty.",
            "role": "status for what came of the last click; empty otherwise.",
        },
        uses=[
            Use(
                of="notification",
                given={
                    "kind": "success",
                    "title": "Isla Invented is on your roll.",
                    "text": "Undo within 10 minutes.",
                },
            ),
            Use(of="notification", given={"kind": "info", "title": "The hub is closed from 22:00 to 22:15."}),
            Use(
                of="notification",
                given={
                    "kind": "warning",
                    "title": "Two records have waited for a week.",
                    "text": "Collect them.",
                },
            ),
            Use(of="notification", given={"kind": "error", "title": "The file could not be read."}),
        ],
    ),
    Example(
        of="time_out",
        purpose="Warns that nobody seems to sit here, and lets them stay.",
        when="On every page of somebody who has signed in; a script opens it two minutes before the end.",
        parameters={
            "csrf_input": "The field against forged forms.",
            "left": "How many seconds the session lasts from now on.",
            "warning": "How many seconds before its end the warning opens.",
            "session": "The address that says how long it lasts, and lets it last.",
            "leave": "The address that keeps what was typed and ends it.",
            "gone": "The page that says that one was signed out.",
            "is_open": "Shown in its place, for this guide.",
        },
        uses=[Use(of="time_out", given={"csrf_input": "", "left": 3600, "warning": 120, "is_open": True})],
    ),
    Example(
        of="tag",
        purpose="Names a state in a word or two.",
        when="In tables, lists and headings. The text says all; the colour only helps to find it.",
        parameters={
            "text": "The state.",
            "tone": "neutral, info, good, attention, urgent or protected.",
        },
        uses=[
            Use(of="tag", given={"text": text, "tone": tone})
            for text, tone in (
                ("Withdrawn", "neutral"),
                ("Awaited", "info"),
                ("Settled", "good"),
                ("Due this week", "attention"),
                ("Overdue", "urgent"),
                ("Protected", "protected"),
            )
        ],
    ),
    Example(
        of="badge",
        purpose="Shows how many wait behind a link.",
        when="Inside links of navigation and tabs.",
        parameters={"count": "The number.", "label": "Words for screen readers after it."},
        uses=[
            Use(of="badge", given={"count": 12, "label": "new"}),
            Use(of="badge", given={"count": 0, "label": "new"}),
        ],
    ),
    Example(
        of="icon",
        purpose="Draws one of the design system's pictures.",
        when="Beside words, never instead of them.",
        parameters={"name": "Its name there.", "size": "In pixels, 16 to 48.", "extra": "A class."},
        uses=[Use(of="icon", given={"name": name}) for name in ("check_circle", "info", "warning", "search")],
    ),
    Example(
        of="summary_list",
        purpose="Lists facts with their names.",
        when="For one thing's details, and to check answers before they are sent.",
        parameters={"items": "Facts: key, values, perhaps tags and a link to change it."},
        uses=[
            Use(
                of="summary_list",
                given={
                    "items": [
                        Fact(key="Name", values=["Isla Invented"]),
                        Fact(
                            key="Goes to",
                            values=["Kelvin Primary School", "Glasgow City"],
                            change=Link(text="Change", href="#change"),
                        ),
                        Fact(key="State", values=[], tags=[Tag(text="Awaited", tone="info")]),
                    ]
                },
            )
        ],
    ),
    Example(
        of="timeline",
        purpose="Tells what happened and what comes next, in words.",
        when="On the journey of one transfer and the page of one pupil. What is to come stands last.",
        parameters={
            "entries": "Happenings: title, when, by, text, kind (person, system, next), link, tags.",
            "heading": "The level of the titles' headings.",
        },
        uses=[
            Use(
                of="timeline",
                given={
                    "entries": [
                        Happening(
                            title="Departure told",
                            when="4 March 2026, 09:12",
                            by="Morag Madeup, Millburn Primary School",
                            text="Leaves on 6 March for Kelvin Primary School.",
                        ),
                        Happening(
                            title="Record delivered to the mailbox", when="4 March 2026, 09:12", kind="system"
                        ),
                        Happening(
                            title="Record collected",
                            when="5 March 2026, 08:40",
                            by="Kelvin Primary School",
                            tags=[Tag(text="Not filed yet", tone="attention")],
                        ),
                        Happening(
                            title="Arrival is due",
                            when="By 20 March 2026",
                            text="If nobody confirms it, the authority is told on 23 March.",
                            kind="next",
                        ),
                    ],
                    "heading": 2,
                },
            )
        ],
    ),
    Example(
        of="progress",
        purpose="Shows how far a long task is.",
        when="While a file is read or sent. The page renews it; the count is also said in words.",
        parameters={
            "done": "How many are done.",
            "total": "How many there are.",
            "text": "What is being done.",
            "id": "Its id, for the part that is renewed.",
        },
        uses=[Use(of="progress", given={"done": 140, "total": 240, "text": "Reading the file of leavers"})],
    ),
    Example(
        of="disclosure",
        purpose="Keeps further words folded away.",
        when="For help that few need. Never for what everybody has to read.",
        parameters={"summary": "What is behind it.", "open": "Anything but empty: it starts unfolded."},
        uses=[
            Use(
                of="disclosure",
                given={"summary": "What if the pupil has another name here?"},
                inside=[Use(of="tag", given={"text": "Came under another name", "tone": "info"})],
            )
        ],
    ),
    Example(
        of="copyable",
        purpose="Shows a line of text that is needed elsewhere, with a button that copies it.",
        when="For references, addresses and secrets that are shown once.",
        parameters={"text": "What is copied.", "label": "What it is.", "id": "The field's id."},
        uses=[
            Use(
                of="copyable",
                given={"text": "TR-2026-000123", "label": "National reference", "id": "reference"},
            )
        ],
    ),
)
