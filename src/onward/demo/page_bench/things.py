"""What the measured pages are about: the school and the authority with most leavers, and some of their rows.

It is asked past all row policies; what a page then shows is up to the policies.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from psycopg import Connection

from onward.directory.school_kinds import SchoolType

SOME: Final = 20
SEARCHES: Final = 5
_WORDS: Final = "Measuring how fast this page is"


@dataclass(frozen=True, kw_only=True)
class Place:
    """The school and the authority whose people open the pages."""

    school_id: int
    school_key: str
    authority_id: str


def busiest(connection: Connection[Any]) -> Place:
    """Return the school and the authority of which most pupils left.

    Raises:
        LookupError: nobody left any school.
    """
    school = connection.execute(_BUSIEST_SCHOOL).fetchone()
    authority = connection.execute(_BUSIEST_AUTHORITY).fetchone()
    if school is None or authority is None:
        raise LookupError("nobody has left a school of this nation")
    key = f"{school[1]}-{SchoolType(school[2]).value}"
    return Place(school_id=school[0], school_key=key, authority_id=authority[0])


def find_things(connection: Connection[Any], place: Place, *, now: datetime) -> dict[str, Sequence[str]]:
    """Return identifiers and codes by the names that pages use; far ones lie in the middle of their list."""
    values = {"school": place.school_id, "authority": place.authority_id, "some": SOME}
    found = {
        name: [str(row[0]) for row in connection.execute(query, values)] for name, query in _QUERIES.items()
    }
    fixed = {
        "school_key": [place.school_key],
        "authority": [place.authority_id],
        "step": ["reason"],
        "whole_period": [_whole_period(connection, now)],
    }
    return {**found, **fixed}


def find_searches(connection: Connection[Any], place: Place) -> dict[str, Sequence[str]]:
    """Return the answers of search forms, each about somebody who is there."""
    values = {"school": place.school_id, "authority": place.authority_id, "some": SEARCHES}
    return {
        name: [_answers(*row) for row in connection.execute(query, values)]
        for name, query in _SEARCHES.items()
    }


def _answers(surname: str, forename: str, born: date, sex: str, number: str) -> str:
    day = {"born_day": born.day, "born_month": born.month, "born_year": born.year}
    said = {"surname": surname, "forename": forename, "number": number, "reason": _WORDS}
    return urlencode(said | {"sex": sex} | day)


def _whole_period(connection: Connection[Any], now: datetime) -> str:
    row = connection.execute("SELECT min(accepted_at) FROM messaging_message").fetchone()
    first: datetime = row[0] if row else now
    days = {"start": first - timedelta(days=1), "until": now + timedelta(days=1)}
    parts = {
        f"{name}_{part}": getattr(at, part) for name, at in days.items() for part in ("day", "month", "year")
    }
    return urlencode(parts)


_BUSIEST_SCHOOL: Final = """
    SELECT school.id, school.seed, school.type
    FROM transfers_leaver AS leaver JOIN directory_school AS school ON school.id = leaver.school_id
    WHERE school.closed_on IS NULL GROUP BY school.id ORDER BY count(*) DESC, school.id LIMIT 1
"""
_BUSIEST_AUTHORITY: Final = """
    SELECT authority_id FROM transfers_leaver
    GROUP BY authority_id ORDER BY count(*) DESC, authority_id LIMIT 1
"""
_OF_SCHOOL: Final = "school_id = %(school)s"
_OF_AUTHORITY: Final = "authority_id = %(authority)s AND NOT is_shielded"
_TOLD_THE_END: Final = "('settled', 'ended', 'withdrawn')"


def _newest(table: str, where: str) -> str:
    return f"SELECT id FROM {table} WHERE {where} ORDER BY id DESC LIMIT %(some)s"  # noqa: S608


def _middle(table: str, where: str) -> str:
    rows = f"SELECT id, row_number() OVER (ORDER BY id) AS number FROM {table} WHERE {where}"  # noqa: S608
    half = f"SELECT count(*) / 2 FROM {table} WHERE {where}"  # noqa: S608
    return f"SELECT id FROM ({rows}) AS listed ORDER BY abs(number - ({half})), id LIMIT 1"  # noqa: S608


_QUERIES: Final[Mapping[str, str]] = {
    "leaver": _newest("transfers_leaver", _OF_SCHOOL),
    "open_leaver": _newest("transfers_leaver", f"{_OF_SCHOOL} AND standing NOT IN {_TOLD_THE_END}"),
    "leaver_far": _middle("transfers_leaver", _OF_SCHOOL),
    "joiner": _newest("transfers_joiner", _OF_SCHOOL),
    "joiner_far": _middle("transfers_joiner", f"{_OF_SCHOOL} AND standing = 'arrived'"),
    "expected_joiner": _newest("transfers_joiner", f"{_OF_SCHOOL} AND standing = 'expected'"),
    "arrived_joiner": _newest("transfers_joiner", f"{_OF_SCHOOL} AND standing = 'arrived'"),
    "delivery": _newest("messaging_delivery", f"{_OF_SCHOOL} AND state = 'collected' AND kind = 'record'"),
    "delivery_far": _middle("messaging_delivery", f"{_OF_SCHOOL} AND state = 'collected'"),
    "ask_far": _middle("transfers_worklistitem", f"{_OF_SCHOOL} AND closed_at IS NULL"),
    "authority_leaver": _newest("transfers_leaver", _OF_AUTHORITY),
    "authority_open_leaver": _newest(
        "transfers_leaver", f"{_OF_AUTHORITY} AND standing NOT IN {_TOLD_THE_END}"
    ),
    "board_out_far": _middle("transfers_leaver", f"{_OF_AUTHORITY} AND standing NOT IN {_TOLD_THE_END}"),
    "authority_joiner": _newest("transfers_joiner", _OF_AUTHORITY),
    "board_in_far": _middle("transfers_joiner", f"{_OF_AUTHORITY} AND standing = 'arrived'"),
    "alarm": """
        SELECT coalesce(leaver_id, joiner_id) FROM transfers_worklistitem
        WHERE authority_id = %(authority)s AND NOT is_shielded AND kind = 'alarm' AND closed_at IS NULL
        GROUP BY 1 ORDER BY min(opened_at), 1 LIMIT %(some)s
    """,
    "alarm_far": """
        SELECT face FROM (
            SELECT coalesce(leaver_id, joiner_id) AS face, ntile(2) OVER (ORDER BY min(opened_at)) AS half
            FROM transfers_worklistitem
            WHERE authority_id = %(authority)s AND NOT is_shielded AND kind = 'alarm' AND closed_at IS NULL
            GROUP BY 1
        ) AS listed ORDER BY half DESC LIMIT 1
    """,
    "school": """
        SELECT id FROM directory_school WHERE authority_id = %(authority)s AND takes_part
            AND closed_on IS NULL ORDER BY id LIMIT %(some)s
    """,
    "audit_entry": "SELECT id FROM audit_entry WHERE act = 'send_departure' AND shielded IS NOT TRUE"
                   " ORDER BY id DESC LIMIT %(some)s",
    "audit_subject": "SELECT subject_id FROM audit_entry WHERE act = 'send_departure'"
                     " ORDER BY id DESC LIMIT 1",
    "audit_far": """
        SELECT id FROM audit_entry
        WHERE at < (SELECT max(accepted_at) - interval '2 days' FROM messaging_message)
        ORDER BY id DESC LIMIT 1
    """,
    "email_far": _middle("emails_email", "true"),
}  # fmt: skip
_SEARCHES: Final[Mapping[str, str]] = {
    "school_search": f"""
        SELECT surname, forename, born, '', '' FROM transfers_leaver WHERE {_OF_SCHOOL}
        ORDER BY id DESC LIMIT %(some)s
    """,  # noqa: S608
    "authority_search": f"""
        SELECT surname, forename, born, '', '' FROM transfers_leaver WHERE {_OF_AUTHORITY}
        ORDER BY id DESC LIMIT %(some)s
    """,  # noqa: S608
    "authority_number_search": f"""
        SELECT '', '', born, '', scn FROM transfers_leaver WHERE {_OF_AUTHORITY} AND scn <> ''
        ORDER BY id DESC LIMIT %(some)s
    """,  # noqa: S608
    "national_number_search": """
        SELECT surname, forename, born, '', scn FROM transfers_leaver
        WHERE NOT is_shielded AND scn <> '' ORDER BY id DESC LIMIT %(some)s
    """,
    "national_search": """
        SELECT pupil.surname, pupil.forename, pupil.born, pupil.sex, ''
        FROM transfers_transfer AS transfer JOIN pupils_pupil AS pupil ON pupil.id = transfer.pupil_id
        WHERE NOT transfer.is_shielded AND NOT pupil.is_shielded AND pupil.merged_into_id IS NULL
        ORDER BY transfer.id DESC LIMIT %(some)s
    """,
}
