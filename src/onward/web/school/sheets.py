"""Pages of a school as sheets: each says what its page says, and nothing else."""

from onward.web.components import Fact
from onward.web.printing.sheet import Part, Sheet, is_protected
from onward.web.school.joiner_page import JoinerPage
from onward.web.school.leavers.journey import JourneyPage
from onward.web.school.mailbox_pages import DeliveryPage


def delivery_sheet(page: DeliveryPage) -> Sheet:
    """Return one message of the mailbox with its content."""
    return Sheet(
        kind=f"{page.title} from the mailbox",
        title=page.title,
        caption="Message",
        lead=page.about,
        tags=page.tags,
        parts=[
            Part(title="The message", facts=page.facts),
            *(Part(title=each.title, facts=each.facts) for each in page.parts),
            Part(title="Documents with it", sentences=page.documents),
        ],
        is_protected=is_protected(page.tags),
    )


def leaver_sheet(page: JourneyPage) -> Sheet:
    """Return the journey of one pupil who left."""
    return Sheet(
        kind="Journey of a leaver",
        title=page.name,
        caption=page.caption,
        lead=page.notice or page.means,
        tags=page.tags,
        parts=[
            Part(title="What the school said", facts=page.facts),
            Part(title="What happened, and what comes next", happenings=page.happenings),
        ],
        is_protected=is_protected(page.tags),
    )


def joiner_sheet(page: JoinerPage) -> Sheet:
    """Return the journey of one pupil who comes."""
    post = [Fact(key=link.text, values=[tag.text]) for link, tag in page.deliveries]
    return Sheet(
        kind="Journey of a joiner",
        title=page.name,
        caption="Joiner",
        lead=page.notice,
        tags=page.tags,
        parts=[
            Part(title="What happens next", sentences=page.steps),
            Part(title="The pupil", facts=page.facts),
            Part(title="In the mailbox", facts=post),
            Part(title="What happened", happenings=page.entries),
        ],
        is_protected=is_protected(page.tags),
    )
