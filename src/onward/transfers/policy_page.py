"""Write the national leaving policies for the docs, from the defaults themselves."""

from onward.formats.lists.choices import REASON_WORDS
from onward.foundation.markdown import generated_page, table
from onward.transfers.models import Settles
from onward.transfers.policy_book import NATIONAL_DEFAULTS

_ABOUT = """\
A policy says, for one leaving reason, what a departure without a destination in the network begins as, whose
word settles it, and after how many school days silence becomes an alarm. A departure that names a school in
the network begins as `expected` there, for reasons 01, 05, 07, 09 and where none was given. Reasons 03 and 06
end the transfer at once for a pupil who is over compulsory school age on the leaving day, and 06 also with a
documented permission; else the destination counts as unknown.

These are the national defaults, listed when a hub is set up. `./onward policy set` writes an authority's own,
which outranks them from its first day on, or another national one. School days are those of the authority
where the pupil is expected, else of the one that the pupil left.
"""
_HEADS = (
    "Reason", "Meaning", "Begins as", "Settled by", "School days", "If vulnerable", "Reminder before",
    "Alarm climbs after",
)  # fmt: skip


def policy_page() -> str:
    """Return docs/leaving-policies.md."""
    rows = (_row(*each) for each in NATIONAL_DEFAULTS)
    return generated_page(
        "National leaving policies", "transfers/policy_book.py", _ABOUT, table(_HEADS, rows)
    )


def _row(reason: str, begins_as: str, settles: str, *days: int) -> tuple[str, ...]:
    words = REASON_WORDS.get(reason, "No reason given")
    numbers = [str(each) for each in days] if days[0] else ["none"] * len(days)
    return (f"`{reason}`" if reason else "empty", words, f"`{begins_as}`", Settles(settles).label, *numbers)
