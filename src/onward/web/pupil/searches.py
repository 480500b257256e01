"""What was found and why one looked, kept with the session: ids and the reason, never who was sought."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from onward.foundation.errors import NotFound
from onward.operations.reading.pupil_search import FaceFound

_SEARCHES: Final = "pupil-searches"
_REASONS: Final = "pupil-reasons"
_MOST_SEARCHES: Final = 5
_MOST_REASONS: Final = 30


class SearchNotFound(NotFound):
    """No such search was made in this session and seat, or it was long ago."""

    code = "search-not-found"


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptSearch:
    """What one search found. `given` is what agrees with all of them; `pupils` is None above the ceiling."""

    given: Sequence[str]
    faces: Sequence[FaceFound] = ()
    pupils: Sequence[UUID] | None = ()


def keep_search(session: SessionBase, search_id: UUID, found: KeptSearch, *, seat: int) -> None:
    """Keep the search with the session, for this seat. The oldest of several is forgotten."""
    pupils = None if found.pupils is None else [str(each) for each in found.pupils]
    faces = [[str(each.id), each.is_leaver] for each in found.faces]
    row = {"seat": seat, "given": [*found.given], "faces": faces, "pupils": pupils}
    _keep(session, _SEARCHES, str(search_id), row, _MOST_SEARCHES)


def kept_search(session: SessionBase, search_id: UUID, *, seat: int) -> KeptSearch:
    """Return a search of this session that was made in this seat.

    Raises:
        SearchNotFound: there is none.
    """
    row = session.get(_SEARCHES, {}).get(str(search_id))
    if row is None or row["seat"] != seat:
        raise SearchNotFound
    pupils = row["pupils"]
    return KeptSearch(
        given=row["given"],
        faces=[FaceFound(id=UUID(face), is_leaver=is_leaver) for face, is_leaver in row["faces"]],
        pupils=None if pupils is None else [UUID(each) for each in pupils],
    )


def keep_reason(session: SessionBase, pupils: Sequence[UUID], reason: str, *, seat: int) -> None:
    """Keep why these pupils are looked at, so that it is not asked again in this session and seat."""
    for each in pupils:
        _keep(session, _REASONS, f"{seat} {each}", reason, _MOST_REASONS)


def kept_reason(session: SessionBase, pupil_id: UUID, *, seat: int) -> str:
    """Return why the pupil is looked at in this session and seat; not said yet: an empty text."""
    return str(session.get(_REASONS, {}).get(f"{seat} {pupil_id}", ""))


def _keep(session: SessionBase, name: str, key: str, value: Any, most: int) -> None:
    kept = session.get(name, {})
    kept.pop(key, None)
    rows = [*kept.items(), (key, value)]
    session[name] = dict(rows[-most:])
