"""The 32 councils of Scotland with their codes in education statistics: the first nation's own facts.

Pure. What the hub works with is the directory in the database; this is what it is first filled from.
"""

import csv
from importlib.resources import files
from typing import NamedTuple


class AuthorityFact(NamedTuple):
    """One council: its code in education statistics, its name, its code in UK statistics."""

    code: str
    name: str
    gss: str


def _read() -> tuple[AuthorityFact, ...]:
    text = files("onward.directory").joinpath("data/scotland_authorities.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(AuthorityFact(row["la_code"], row["name"], row["gss_code"]) for row in rows)


AUTHORITIES = _read()
