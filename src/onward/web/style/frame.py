"""Examples: where am I, and where can I go."""

from onward.web.components import Fact, Link, Tag
from onward.web.style.example import Example, Use

LINKS = "Links with text, href, is_current, and a count or none."
LABEL = "The name of the navigation for screen readers; each on a page has its own."
_PARTS = (
    Link(text="Summary", href="#summary", is_current=True),
    Link(text="Messages", href="#messages", count=4),
    Link(text="Who looked", href="#looks", count=0),
)

EXAMPLES = (
    Example(
        of="page_header",
        purpose="Names the page, once.",
        when="At the top of every page. The caption says whose or which; the lead what can be done here.",
        parameters={
            "title": "The heading; no personal data is needed in the page's own title.",
            "caption": "A quiet line above it.",
            "lead": "One sentence below it.",
        },
        uses=[
            Use(
                of="page_header",
                given={
                    "title": "Pupils who are leaving",
                    "caption": "Millburn Primary School",
                    "lead": "Say who leaves and where to. Their record follows them.",
                },
            )
        ],
    ),
    Example(
        of="breadcrumbs",
        purpose="Shows the way back up.",
        when="On pages two or more levels down. The page itself is not in it.",
        parameters={"links": "The pages above, the highest first.", "label": LABEL},
        uses=[
            Use(
                of="breadcrumbs",
                given={
                    "links": [Link(text="Home", href="#home"), Link(text="Leavers", href="#leavers")],
                    "label": "Breadcrumb of this example",
                },
            )
        ],
    ),
    Example(
        of="tabs",
        purpose="Changes between views of one thing; each is a page of its own.",
        when="For the parts of a pupil's or school's page, or of a list: mine, the team's, closed.",
        parameters={"links": LINKS, "label": LABEL},
        uses=[Use(of="tabs", given={"links": _PARTS, "label": "Parts of this pupil's page"})],
    ),
    Example(
        of="sub_navigation",
        purpose="Changes between the pages of one section.",
        when="Under the page header, where a section has three to six pages.",
        parameters={"links": LINKS, "label": LABEL},
        uses=[Use(of="sub_navigation", given={"links": _PARTS, "label": "In this example"})],
    ),
    Example(
        of="side_navigation",
        purpose="Lists the pages of an area with many of them.",
        when="In administration and the style guide, beside the content; above it on a phone.",
        parameters={"links": LINKS, "label": LABEL},
        uses=[Use(of="side_navigation", given={"links": _PARTS, "label": "Pages of this example"})],
    ),
    Example(
        of="identity_bar",
        purpose="Says whose page this is, on every tab.",
        when="At the top of all pages about one pupil, so that nobody works on the wrong one.",
        parameters={
            "name": "The pupil's name.",
            "facts": "What tells pupils of one name apart: number, day of birth, stage.",
            "tags": "States that matter on every tab.",
        },
        uses=[
            Use(
                of="identity_bar",
                given={
                    "name": "Isla Invented",
                    "facts": [
                        Fact(key="SCN", values=["130000001"]),
                        Fact(key="Born", values=["4 March 2015"]),
                        Fact(key="Stage", values=["P6"]),
                    ],
                    "tags": [Tag(text="Protected", tone="protected")],
                },
            )
        ],
    ),
)
