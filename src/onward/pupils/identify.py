"""Which known pupil a description means. Pure and exact: fuzzy linkage has its place in `matching`.

An identifier is strong evidence, not a key: it counts when the name or the date of birth agrees. What
remains doubtful goes to the centre as a question and is never told to the sender.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from onward.foundation.names import normalise
from onward.pupils.models import QuestionKind


@dataclass(frozen=True, kw_only=True, slots=True)
class Description:
    """Who a sender says the pupil is. `identifiers` are (kind, value) pairs, `match_key` as in `matching`."""

    surname: str
    forename: str
    born: date
    identifiers: frozenset[tuple[str, str]]
    match_key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A known pupil who shares an identifier or the match key with the description."""

    id: UUID
    surname: str
    forename: str
    born: date
    match_key: str
    identifiers: frozenset[tuple[str, str]]
    is_here: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """The pupil who is meant, or none: a new one; and what the centre is to be asked."""

    pupil_id: UUID | None
    question: QuestionKind | None = None
    other_id: UUID | None = None


NOBODY = Finding(pupil_id=None)


def identify(description: Description, candidates: Sequence[Candidate]) -> Finding:
    """Decide which candidate the description means.

    An identifier with an agreeing forename, and with the surname or the date of birth, settles it; among
    several, the one who agrees most, then the one on the sender's roll. An identifier with less names
    nobody: a twin shares surname and birthday. Another child holds it, and the centre is asked. A second
    row for one child costs an alarm too many; two children in one row would end an alarm that must not
    end. Without an identifier exactly one candidate must share name, date of birth and sex.
    """
    sharing = [each for each in candidates if each.identifiers & description.identifiers]
    agreeing = [each for each in sharing if _is_borne_out(description, each)]
    if agreeing:
        return _one_of(description, agreeing)
    found = _by_demographics(description, candidates)
    if sharing:
        return Finding(
            pupil_id=found.pupil_id, question=QuestionKind.ONE_NUMBER_TWO_PUPILS, other_id=sharing[0].id
        )
    return found


def _one_of(description: Description, agreeing: Iterable[Candidate]) -> Finding:
    ranked = sorted(agreeing, key=lambda each: (_agreement(description, each), each.is_here), reverse=True)
    first, *rest = ranked
    rival = next((each for each in rest if each.match_key == first.match_key), None)
    if rival:
        return Finding(pupil_id=first.id, question=QuestionKind.ONE_PUPIL_TWO_NUMBERS, other_id=rival.id)
    if _holds_another_number(description, first):
        return Finding(pupil_id=first.id, question=QuestionKind.ONE_PUPIL_TWO_NUMBERS)
    return Finding(pupil_id=first.id)


def _by_demographics(description: Description, candidates: Sequence[Candidate]) -> Finding:
    same = [each for each in candidates if each.match_key == description.match_key]
    here = [each for each in same if each.is_here]
    chosen = here if len(here) == 1 else same
    if len(chosen) != 1:
        return NOBODY
    if _holds_another_number(description, chosen[0]):
        return Finding(pupil_id=chosen[0].id, question=QuestionKind.ONE_PUPIL_TWO_NUMBERS)
    return Finding(pupil_id=chosen[0].id)


def _is_borne_out(description: Description, candidate: Candidate) -> bool:
    same_forename = _first_name(description.forename) == _first_name(candidate.forename)
    same_surname = normalise(description.surname) == normalise(candidate.surname)
    return same_forename and (same_surname or description.born == candidate.born)


def _first_name(forename: str) -> str:
    """`Isla Rose` and `Isla` are one name."""
    return normalise(forename).partition(" ")[0]


def _agreement(description: Description, candidate: Candidate) -> int:
    """Count what agrees of date of birth, surname and forename; sharing an identifier is known already."""
    return (
        int(description.born == candidate.born)
        + int(normalise(description.surname) == normalise(candidate.surname))
        + int(normalise(description.forename) == normalise(candidate.forename))
    )


def _holds_another_number(description: Description, candidate: Candidate) -> bool:
    quoted = dict(description.identifiers)
    return any(quoted.get(kind, value) != value for kind, value in candidate.identifiers) and not (
        description.identifiers <= candidate.identifiers
    )
