"""Two rows that stand for one child: the survivor gets what the other had. As the hub."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from onward.database.bulk import fetch, run
from onward.foundation.errors import NotFound, OnwardError


class PupilNotFound(NotFound):
    """There is no such pupil, or none that stands for a child any more."""

    code = "pupil-not-found"


class CannotBeMerged(OnwardError):
    """A pupil cannot be merged with themselves."""

    code = "cannot-be-merged"


def lock_names_of(pupils: Collection[UUID]) -> set[str]:
    """Return the names under which the intake locks these pupils."""
    return {row[0] for row in fetch(_LOCK_NAMES, {"pupils": list(pupils)})}


def merge_rows(*, keep: UUID, give_up: UUID, on: date, now: datetime) -> None:
    """Give the survivor identifiers, places on rolls, marks and questions of the other, which points to it.

    Of two running places at one school one stays: a current one before a provisional one. What has a twin
    at the survivor stays with the other row as history, ended. Nothing is deleted. Call it in the
    transaction that merges the children.

    Raises:
        CannotBeMerged: the two are the same row.
        PupilNotFound: one of them is not there, or was merged before.
    """
    if keep == give_up:
        raise CannotBeMerged
    both = {"keep": keep, "give_up": give_up, "on": on, "now": now}
    if len(fetch(_LOCK, both)) < 2:
        raise PupilNotFound
    for statement in (*_IDENTIFIERS, *_ENROLMENTS, *_MARKS, *_QUESTIONS, *_PUPILS):
        run(statement, both)


_LOCK_NAMES = """
    SELECT kind || ':' || value FROM pupils_pupilidentifier WHERE pupil_id = ANY(%(pupils)s)
    UNION SELECT match_key FROM pupils_pupil WHERE id = ANY(%(pupils)s)
"""
_LOCK = """
    SELECT id FROM pupils_pupil WHERE id IN (%(keep)s, %(give_up)s) AND merged_into_id IS NULL
    ORDER BY id FOR UPDATE
"""
_IDENTIFIERS = (
    """UPDATE pupils_pupilidentifier AS given_up SET pupil_id = %(keep)s
       WHERE given_up.pupil_id = %(give_up)s AND NOT EXISTS (
           SELECT FROM pupils_pupilidentifier AS kept
           WHERE kept.pupil_id = %(keep)s AND kept.kind = given_up.kind AND kept.value = given_up.value)""",
    """UPDATE pupils_pupilidentifier SET ended_at = %(now)s
       WHERE pupil_id = %(give_up)s AND ended_at IS NULL""",
)
_ENROLMENTS = (
    """UPDATE pupils_enrolment AS kept SET status = 'current', starts_on = given_up.starts_on
       FROM pupils_enrolment AS given_up
       WHERE kept.pupil_id = %(keep)s AND given_up.pupil_id = %(give_up)s
           AND kept.school_id = given_up.school_id
           AND kept.status = 'provisional' AND given_up.status = 'current'""",
    """UPDATE pupils_enrolment AS given_up
       SET status = 'ended', ends_on = coalesce(given_up.starts_on, %(on)s)
       FROM pupils_enrolment AS kept
       WHERE given_up.pupil_id = %(give_up)s AND given_up.status <> 'ended'
           AND kept.pupil_id = %(keep)s AND kept.school_id = given_up.school_id AND kept.status <> 'ended'""",
    "UPDATE pupils_enrolment SET pupil_id = %(keep)s WHERE pupil_id = %(give_up)s",
)
_MARKS = (
    """UPDATE pupils_pupilmark AS given_up SET ended_at = %(now)s
       FROM pupils_pupilmark AS kept
       WHERE given_up.pupil_id = %(give_up)s AND given_up.ended_at IS NULL
           AND kept.pupil_id = %(keep)s AND kept.mark = given_up.mark AND kept.ended_at IS NULL""",
    "UPDATE pupils_pupilmark SET pupil_id = %(keep)s WHERE pupil_id = %(give_up)s",
)
# What was doubtful between the two is settled; other doubts are the survivor's, once each.
_QUESTIONS = (
    """UPDATE pupils_identityquestion SET settled_at = %(now)s, settled_how = 'merged'
       WHERE settled_at IS NULL
           AND pupil_id IN (%(keep)s, %(give_up)s) AND other_id IN (%(keep)s, %(give_up)s)""",
    """UPDATE pupils_identityquestion AS given_up SET settled_at = %(now)s, settled_how = 'merged'
       FROM pupils_identityquestion AS kept
       WHERE given_up.settled_at IS NULL AND kept.settled_at IS NULL AND kept.kind = given_up.kind
           AND kept.id <> given_up.id AND (
               given_up.pupil_id = %(give_up)s AND kept.pupil_id = %(keep)s
                   AND kept.other_id IS NOT DISTINCT FROM given_up.other_id
               OR given_up.other_id = %(give_up)s AND kept.other_id = %(keep)s
                   AND kept.pupil_id = given_up.pupil_id)""",
    """UPDATE pupils_identityquestion SET pupil_id = %(keep)s
       WHERE settled_at IS NULL AND pupil_id = %(give_up)s""",
    """UPDATE pupils_identityquestion SET other_id = %(keep)s
       WHERE settled_at IS NULL AND other_id = %(give_up)s""",
)
_PUPILS = (
    """UPDATE pupils_pupil AS kept
       SET letters_stopped_at = coalesce(kept.letters_stopped_at, given_up.letters_stopped_at)
       FROM pupils_pupil AS given_up WHERE kept.id = %(keep)s AND given_up.id = %(give_up)s""",
    "UPDATE pupils_pupil SET merged_into_id = %(keep)s WHERE %(give_up)s IN (id, merged_into_id)",
)
