"""The published figures that the replay is planned to. Nothing that counts what happened reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from onward.demo.dice import share_out
from onward.demo.words import rows_of

FIRST_DAY = date(2008, 2, 25)
DAY_AFTER = date(2009, 4, 30)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Transfers by leaving reason, and messages by month (`2008-02`), in the published order."""

    by_reason: Mapping[str, int]
    by_month: Mapping[str, int]

    def scaled(self, scale: float) -> "Figures":
        """Return the figures for a smaller nation, in the same proportions."""
        return Figures(by_reason=_scaled(self.by_reason, scale), by_month=_scaled(self.by_month, scale))


def published() -> Figures:
    """Return the figures of the progress report's Appendix 1."""
    reasons = rows_of("published_transfers_by_reason.csv")
    months = rows_of("published_messages_by_month.csv")
    return Figures(
        by_reason={row["code"]: int(row["pupils"]) for row in reasons},
        by_month={row["month"]: int(row["messages"]) for row in months},
    )


def _scaled(counts: Mapping[str, int], scale: float) -> dict[str, int]:
    parts = share_out(round(sum(counts.values()) * scale), list(counts.values()))
    return dict(zip(counts, parts, strict=True))
