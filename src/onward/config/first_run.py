"""What a fresh hub is filled with, and what its newcomer is told to try."""

from collections.abc import Callable, Sequence

from onward.cli.progress import progress_bar
from onward.config import installation


def first_run(say: Callable[[str], None]) -> None:
    """Fill an empty hub with the invented nation. May be repeated; Django must be set up."""
    from onward.demo.opening import open_demo  # noqa: PLC0415 -- Django is set up only now
    from onward.foundation.actor import job  # noqa: PLC0415
    from onward.foundation.clock import SystemClock  # noqa: PLC0415
    from onward.messaging.sealing import Keyring  # noqa: PLC0415

    environment = installation.environment()
    open_demo(
        environment.data,
        by=job("first-run"),
        now=SystemClock().now(),
        keyring=Keyring(environment.keys.master_keys),
        say=say,
        progress=progress_bar,
    )


def welcome(address: str) -> Sequence[str]:
    """Return the lines that tell a newcomer what to try at this address."""
    from onward.demo.opening import what_to_try  # noqa: PLC0415

    return what_to_try(installation.environment().data, address)
