"""The one way into the hub: a batch of items, one transaction, a verdict for each item.

The API groups single posts into batches; files, the command line, the website and the replay call the
same. `accept` loads what the batch is about, decides in memory, and writes set-based.
"""

from onward.operations.intake.accept import accept
from onward.operations.intake.items import Item, Verdict

__all__ = ["Item", "Verdict", "accept"]
