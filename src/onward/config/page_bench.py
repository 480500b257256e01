"""What `./onward bench --pages` needs from above the commands: a nation, and the pages of the website."""

from onward.cli.bench.hub import MeasuredHub
from onward.cli.bench.page_figures import PageReport, PageSizes
from onward.cli.composition import Say
from onward.config import installation
from onward.demo.replay.folder import is_replay


def has_nation() -> bool:
    """Say whether a replay lies in the data folder: what a bench adds there harms nobody."""
    return is_replay(installation.environment().data)


def invent_nation(sizes: PageSizes, say: Say) -> None:
    """Replay some months of a nation into an empty hub. Django must be set up."""
    from onward.demo.replay.whole import run_whole  # noqa: PLC0415 -- Django is set up only now

    run_whole(months=sizes.months, scale=sizes.scale, say=say)


def measure_pages(hub: MeasuredHub, sizes: PageSizes, say: Say) -> PageReport:
    """Open every page on the nation that is in this hub. Django must be set up."""
    from onward.demo.page_bench import measuring  # noqa: PLC0415

    return measuring.measure_pages(hub, sizes, say)
