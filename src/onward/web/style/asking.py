"""Examples: fields, buttons, and what a form answers."""

from onward.web.components import Link
from onward.web.style.example import Example, Use
from onward.web.style.forms import faulty, shown

FIELD = "A bound field of a Django form. Label, hint and faults are tied to it."
OPTIONAL = "What follows the label where the field may be left empty; empty for filters."


def _field(of: str, field: str, *, purpose: str, when: str, **parameters: str) -> Example:
    return Example(
        of=of,
        purpose=purpose,
        when=when,
        parameters={"field": FIELD, **parameters},
        uses=[Use(of=of, given={"field": shown()[field]}), Use(of=of, given={"field": faulty()[field]})],
    )


EXAMPLES = (
    Example(
        of="button",
        purpose="Does something, or goes to the next step.",
        when="One primary button a page. Say what happens: Confirm arrival, not Submit.",
        parameters={
            "text": "The verb and its object.",
            "href": "An address makes it a link; without one it sends its form.",
            "kind": "primary, secondary, cancel, warning (cannot be undone) or small (in rows).",
            "name": "What the form learns when it was pressed, with value.",
            "value": "See name.",
            "about": "Words for screen readers that finish the name: of which pupil.",
        },
        uses=[
            Use(of="button", given={"text": "Confirm arrival"}),
            Use(of="button", given={"text": "Save and go on", "kind": "secondary"}),
            Use(of="button", given={"text": "Withdraw the transfer", "kind": "warning"}),
            Use(of="button", given={"text": "Not here", "kind": "small", "about": "Isla Invented"}),
        ],
    ),
    Example(
        of="button_row",
        purpose="Keeps the buttons of a form together.",
        when="At the end of a form, the primary button first.",
        parameters={},
        uses=[
            Use(
                of="button_row",
                inside=[
                    Use(of="button", given={"text": "Send"}),
                    Use(of="button", given={"text": "Keep for later", "kind": "secondary"}),
                ],
            )
        ],
    ),
    _field(
        "text_input",
        "surname",
        purpose="Asks for a few words.",
        when="For what fits one line. Choose the width by what is expected.",
        width="full, half, name, code or short.",
        optional=OPTIONAL,
    ),
    _field(
        "textarea",
        "note",
        purpose="Asks for a short note.",
        when="Seldom: people fear an empty box. Ask with choices first.",
        rows="How many lines it shows.",
        optional=OPTIONAL,
    ),
    _field(
        "select",
        "stage",
        purpose="Asks for one of many.",
        when="Where there are more than about seven; else use radios.",
        optional=OPTIONAL,
    ),
    _field(
        "radios",
        "reason",
        purpose="Asks for one of a few.",
        when="Whenever all answers can be seen at once. None is chosen beforehand.",
        optional=OPTIONAL,
        title="The title of the page: a question that says the same is not shown twice.",
    ),
    _field(
        "checkboxes",
        "sides",
        purpose="Asks for any number of a few.",
        when="For independent choices under one question.",
        optional=OPTIONAL,
    ),
    _field(
        "checkbox",
        "sure",
        purpose="Asks for one yes.",
        when="For a statement that somebody makes. Never chosen beforehand.",
    ),
    _field(
        "date_input",
        "leaving",
        purpose="Asks for a day that people know by heart.",
        when="With a DayField. Three boxes are faster than a calendar for birthdays.",
        optional=OPTIONAL,
    ),
    _field(
        "file_upload",
        "file",
        purpose="Takes a file.",
        when="For lists of leavers and for records. Say kinds and size in the hint.",
        optional=OPTIONAL,
    ),
    Example(
        of="error_summary",
        purpose="Names every fault of a form, with a link to its field.",
        when="Above the page header's form whenever a form comes back. It takes the focus.",
        parameters={"form": "The form; nothing is shown where it has no fault.", "title": "The heading."},
        uses=[Use(of="error_summary", given={"form": faulty()})],
    ),
    Example(
        of="add_another",
        purpose="Asks the same again for several.",
        when="For two to ten entries: brothers and sisters, contacts. Longer lists come as a file.",
        parameters={
            "title": "What one entry is called.",
            "entries": "The entries; each is handed to what is inside.",
            "noun": "The word after Add another and Remove.",
            "name": "What the form learns: add-name, or remove-name with the place.",
        },
        uses=[
            Use(
                of="add_another",
                given={
                    "title": "Brother or sister",
                    "noun": "brother or sister",
                    "name": "siblings",
                    "entries": [shown("first")["surname"], shown("second")["surname"]],
                },
                inside=[Use(of="text_input", entry_as="field")],
            )
        ],
    ),
    Example(
        of="confirm",
        purpose="Stops before something weighty, and says what will happen.",
        when="Before what cannot be undone, or reaches many. It is a page of its own, with its heading.",
        parameters={
            "title": "The question; the page's heading.",
            "text": "What will happen.",
            "action": "The button: the verb again, not Yes.",
            "cancel": "The link back.",
            "points": "What follows, one by one.",
            "kind": "primary, or warning where it cannot be undone.",
            "address": "Where the form goes; empty: the page's own address.",
        },
        uses=[
            Use(
                of="confirm",
                given={
                    "title": "Send these 24 leavers?",
                    "text": "Their records go to the schools that you named.",
                    "points": ["22 go to a school in Scotland.", "2 wait until you name a school."],
                    "action": "Send 24 leavers",
                    "cancel": Link(text="Go back to the list", href="#list"),
                },
            )
        ],
    ),
)
