"""What a story is played on."""

from dataclasses import dataclass
from datetime import date

from onward.demo.stories.children import Child, invent_child
from onward.demo.stories.exchange import Exchange
from onward.demo.stories.narrator import Narrator
from onward.demo.stories.offstage import Offstage


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The stage for one playing of one story: who tells it, what schools do, what the hub does by itself."""

    tell: Narrator
    schools: Exchange
    hub: Offstage
    today: date

    def child(self) -> Child:
        """Return a child whom the hub has never met, invented for this playing."""
        return invent_child(self.today)
