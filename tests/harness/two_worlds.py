"""What outsiders can know of one child in two worlds, made comparable: in one the child was found."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import DatabaseError, connection, transaction
from tests.harness.cast import CLERK, KEYRING, Cast
from tests.harness.messaging import office_of

from onward.config.declared_rows import declared_rows
from onward.database.sight import seen_as
from onward.database.undone import undone
from onward.foundation.sight import HUB, Sight, for_authority, for_school
from onward.messaging.mailbox import list_mailbox
from onward.messaging.receipts import list_sent
from onward.operations.sweeps.alarms import climb, raise_alarms, remind
from onward.operations.sweeps.expiry import expire
from onward.operations.sweeps.notice_run import run_notices
from onward.transfers.models import Joiner, Leaver

ROOMS = ("pupils_", "messaging_", "transfers_", "protection_", "audit_")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LEFT_OUT = {"content_sha256", "hushed_at"}
"""What is made by chance, and what no door shows."""
NOBODY = "01890000-0000-7000-8000-000000000000"
CHILD = {
    "surname": "Ahern",
    "forename": "Isla",
    "born": date(2016, 5, 4),
    "sex": "F",
    "scn": "100000007",
    "stage": "P5",
}

Seen = dict[str, list[str]]
Sights = Mapping[str, Sight]


@dataclass
class Story:
    """One child's story as it is told in one world."""

    cast: Cast
    answers: list[str] = field(default_factory=list)

    def says(self, school: str, said: dict[str, Any]) -> None:
        """Let a school say something, and note how it is answered."""
        key = f"{school}-{len(self.answers)}"
        verdict = self.cast.say(school, said, key=key, scopes=frozenset({"confirmations:authority"}))
        codes = [f"{each.code} {each.path}" for each in verdict.faults]
        own = (verdict.leaver is not None, verdict.joiner is not None)
        self.answers.append(f"{school}: {verdict.is_accepted} {own} {codes}")

    def leaver(self, school: str = "arbroath") -> str:
        """The newest leaver of a school."""
        return self._newest(Leaver, school)

    def joiner(self, school: str = "selkirk") -> str:
        """The newest joiner of a school."""
        return self._newest(Joiner, school)

    def _newest(self, face: type[Joiner] | type[Leaver], school: str) -> str:
        newest = face.objects.filter(school_id=self.cast.schools[school].id).order_by("id").last()
        return str(newest.id) if newest else NOBODY

    def a_day_passes(self, days: int = 1) -> None:
        """Let time do what it does in a day, the notice run first."""
        for _ in range(days):
            self.cast.later(days=1)
            run_notices(by=CLERK, now=self.cast.now, keyring=KEYRING)
            self.time_passes()

    def time_passes(self) -> None:
        """Let time do what it does between two notice runs."""
        for sweep in (remind, raise_alarms, climb):
            assert sweep(by=CLERK, now=self.cast.now).failed == []
        assert expire(by=CLERK, now=self.cast.now, keyring=KEYRING).failed == []


def told(cast: Cast, story: Callable[[Story], None], sights: Sights) -> dict[str, Seen]:
    """Tell a story, return what each sight knows at its end, and undo it all."""
    start = cast.now
    with undone(HUB):
        whole = Story(cast=cast)
        story(whole)
        seen = {name: rows_seen(sight) for name, sight in sights.items()}
        for name in {"arbroath", "selkirk"} & {*sights}:
            office = office_of(cast, name)
            seen[name] |= {"receipts": _plain(list_sent(by=office, limit=99))}
            seen[name] |= {"mailbox": _plain(list_mailbox(by=office, limit=99))}
        seen["answers"] = {"answers": whole.answers}
    cast.now = start
    return seen


def outsiders(cast: Cast) -> dict[str, Sight]:
    """Everybody who must not learn that Brechin found the child. Its authority is the old school's too."""
    return {
        "arbroath": for_school(cast.schools["arbroath"].id),
        "selkirk": for_school(cast.schools["selkirk"].id),
        "leith": for_school(cast.schools["leith"].id),
        "the old authority": for_authority("120"),
        "the authority of selkirk": for_authority("355"),
        "the authority of leith": for_authority("230"),
    }


def rows_seen(sight: Sight) -> Seen:
    """Every row about children that this sight can read, without ids and what is made by chance."""
    seen: Seen = {}
    with seen_as(sight):
        for table in (each.table for each in declared_rows() if each.table.startswith(ROOMS)):
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" AS t')
                    rows = [json.loads(row[0]) for row in cursor.fetchall()]
            except DatabaseError:
                continue
            seen[table] = sorted(_text(row) for row in rows)
    return {table: rows for table, rows in seen.items() if rows}


def differences(one: dict[str, Seen], other: dict[str, Seen]) -> list[str]:
    """Name what is in one and not in the other."""
    found = []
    for who, seen in one.items():
        for what in sorted({*seen, *other[who]}):
            rows = _uncommon(seen.get(what, []), other[who].get(what, []))
            found += [f"{who}, {what}, {sign} {row}" for sign, row in rows]
    return found


def _uncommon(one: list[str], other: list[str]) -> list[tuple[str, str]]:
    rest = list(other)
    gone = []
    for row in one:
        if row in rest:
            rest.remove(row)
        else:
            gone.append(row)
    return [("only if sought:", row) for row in gone] + [("only if found:", row) for row in rest]


def _plain(rows: list[Any]) -> list[str]:
    return [UUID.sub("*", re.sub(r"content_sha256=b.*?, (?=[a-z_]+=)", "", repr(row))) for row in rows]


def _text(row: dict[str, object]) -> str:
    kept = {name: value for name, value in row.items() if name not in LEFT_OUT and value is not None}
    return UUID.sub("*", json.dumps(kept, sort_keys=True))
