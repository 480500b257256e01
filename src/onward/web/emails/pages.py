"""What the pages about one's own e-mails show."""

from dataclasses import dataclass

from onward.emails.bounces import BounceSeen
from onward.foundation.clock import today_in_scotland
from onward.web.plain_pages import Asked
from onward.web.wording import day


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoicesPage:
    """The choices, where there are any to make. `bounced` is the day on which e-mail to the person failed."""

    asked: Asked | None
    bounced: str

    @classmethod
    def of(cls, asked: Asked | None, bounce: BounceSeen | None) -> "ChoicesPage":
        """Return the page."""
        return cls(asked=asked, bounced=day(today_in_scotland(bounce.bounced_at)) if bounce else "")
