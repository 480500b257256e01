"""What would become of items, without keeping anything: each batch is taken and rolled back."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.db import transaction

from onward.database.sight import seen_as
from onward.formats.fault_table import fault
from onward.foundation.clock import Clock
from onward.foundation.sight import HUB
from onward.messaging.sealing import Keyring
from onward.operations.intake.accept import accept
from onward.operations.intake.items import Item, Verdict

Accept = Callable[[Sequence[Item]], list[Verdict]]


class Trial:
    """Tells the verdicts of batch after batch as they would be. The identifiers in them stay empty.

    Each batch is tried against what the hub keeps. Of earlier batches it knows which keys they would have
    used up, and nothing else.
    """

    def __init__(self, clock: Clock, keyring: Keyring) -> None:
        """Take what the intake needs."""
        self._clock = clock
        self._keyring = keyring
        self._taken: dict[str, bytes] = {}

    def __call__(self, items: Sequence[Item]) -> list[Verdict]:
        """Return the verdicts on one batch."""
        with seen_as(HUB):
            verdicts = accept(items, now=self._clock.now(), keyring=self._keyring)
            transaction.set_rollback(True)
        told = [self._as_it_would_be(*each) for each in zip(items, verdicts, strict=True)]
        accepted = (each for each, verdict in zip(items, told, strict=True) if verdict.is_accepted)
        self._taken |= {each.key: each.content_sha256 for each in accepted}
        return told

    def _as_it_would_be(self, item: Item, verdict: Verdict) -> Verdict:
        before = self._taken.get(item.key)
        if before is not None and before != item.content_sha256:
            return Verdict(
                key=item.key, is_accepted=False, faults=(fault("duplicate-key-other-content", ""),)
            )
        is_repeated = verdict.is_repeated or before is not None
        return replace(verdict, is_repeated=is_repeated, message_id=None, leaver=None, joiner=None)
