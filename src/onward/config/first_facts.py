"""What every hub holds before its first school: the education authorities and the national policies."""

from collections.abc import Callable


def fill_in_first_facts(say: Callable[[str], None]) -> None:
    """Write those that are missing. May be repeated; Django must be set up, and the tables current."""
    from onward.database.sight import seen_as  # noqa: PLC0415 -- Django is set up only now
    from onward.directory import services as directory  # noqa: PLC0415
    from onward.foundation.actor import job  # noqa: PLC0415
    from onward.foundation.clock import SystemClock  # noqa: PLC0415
    from onward.foundation.sight import HUB  # noqa: PLC0415
    from onward.transfers.policy_book import load_national_defaults  # noqa: PLC0415

    authorities = directory.load_authorities(by=job("set-up"), now=SystemClock().now())
    with seen_as(HUB):
        policies = load_national_defaults()
    if authorities or policies:
        say(f"{authorities} authorities and {policies} leaving policies are listed.")
