"""Write an invented nation's pupils onto the rolls: streamed, some schools to a transaction.

COPY is refused on tables with row policies, so it fills a temporary table of the hub, and one statement
a table takes the rows on from there. Two threads share the work: while one waits for the database, the
other makes pupils.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from itertools import groupby
from threading import Lock

from django.db import connections

from onward.audit import services as audit
from onward.database.bulk import copy_in, fetch, run
from onward.database.sight import seen_as
from onward.demo.nation import Nation, NationPupil
from onward.demo.stages import PRIMARY_STAGES, SECONDARY_STAGES, school_year
from onward.directory.register import SchoolFact
from onward.foundation.actor import Actor
from onward.foundation.sight import HUB
from onward.matching.exact import match_key

_PUPILS_AT_ONCE = 5_000
_THREADS = 2
_YEAR_BEGINS = (8, 15)

Roll = tuple[SchoolFact, list[NationPupil]]


def schools_without_roll() -> frozenset[int]:
    """Return the ids of the schools on whose roll nobody has ever been. A sight must be set."""
    return frozenset(row[0] for row in fetch(_WITHOUT_ROLL))


class RollWriter:
    """Writes the rolls of some schools of a nation."""

    def __init__(
        self, nation: Nation, schools: Mapping[int, SchoolFact], *, by: Actor, now: datetime
    ) -> None:
        """Take the schools by their index in the nation."""
        self._nation = nation
        self._schools = schools
        self._by = by
        self._now = now
        self._lock = Lock()
        self._chunks = self._make_chunks()
        self._starts = _first_days(school_year(nation.as_of))
        self._written = 0
        self._total = sum(nation.schools[index].roll for index in schools)

    def write(self, progress: Callable[[int, int], None]) -> int:
        """Write everybody, and return how many that is. May be called once.

        When it raises, each school has its whole roll or none of it.
        """
        if not self._schools:
            return 0
        with ThreadPoolExecutor(max_workers=_THREADS) as threads:
            try:
                working = [threads.submit(self._work, progress) for _ in range(_THREADS)]
                for each in working:
                    each.result()
            finally:
                self._stop()
        return self._written

    def _work(self, progress: Callable[[int, int], None]) -> None:
        try:
            while chunk := self._next_chunk():
                self._write_chunk(chunk)
                with self._lock:
                    self._written += sum(len(pupils) for _, pupils in chunk)
                    progress(self._written, self._total)
        except BaseException:
            self._stop()
            raise
        finally:
            connections.close_all()

    def _next_chunk(self) -> list[Roll]:
        with self._lock:
            return next(self._chunks, [])

    def _stop(self) -> None:
        with self._lock:
            self._chunks = iter(())

    def _make_chunks(self) -> Iterator[list[Roll]]:
        chunk: list[Roll] = []
        size = 0
        for index, pupils in groupby(self._nation.pupils(), lambda pupil: pupil.school):
            if index not in self._schools:
                continue
            chunk.append((self._schools[index], list(pupils)))
            size += len(chunk[-1][1])
            if size >= _PUPILS_AT_ONCE:
                yield chunk
                chunk, size = [], 0
        if chunk:
            yield chunk

    def _write_chunk(self, chunk: list[Roll]) -> None:
        with seen_as(HUB):
            run(_STAGE)
            copy_in("demo_pupil", _COLUMNS, self._rows(chunk))
            for statement in _TAKE_ON:
                run(statement, {"now": self._now})
            audit.write([self._act(school, len(pupils)) for school, pupils in chunk], self._now)

    def _rows(self, chunk: list[Roll]) -> Iterator[tuple[object, ...]]:
        for school, pupils in chunk:
            for pupil in pupils:
                sex = pupil.sex.value
                yield (
                    pupil.surname, pupil.forename, pupil.middle_names, pupil.known_as_surname,
                    pupil.known_as_forename, pupil.born, sex,
                    match_key(pupil.surname, pupil.forename, pupil.born, sex), pupil.scn, pupil.stage,
                    school.id, school.authority_id, self._starts.get(pupil.stage),
                    ",".join(mark.value for mark in pupil.marks),
                )  # fmt: skip

    def _act(self, school: SchoolFact, pupils: int) -> audit.Act:
        return audit.Act(
            by=self._by,
            act="load_roll",
            subject_kind="school",
            subject_id=school.key,
            school_id=school.id,
            authority_id=school.authority_id,
            detail={"pupils": pupils},
        )


def _first_days(year: int) -> dict[str, date]:
    """Return when a pupil who is in a stage in the school year from `year` began at that kind of school."""
    return {
        stage: date(year - rung, *_YEAR_BEGINS)
        for ladder in (PRIMARY_STAGES, SECONDARY_STAGES)
        for rung, stage in enumerate(ladder)
    }


_WITHOUT_ROLL = """
    SELECT id FROM directory_school AS school
    WHERE NOT EXISTS (SELECT FROM pupils_enrolment AS enrolment WHERE enrolment.school_id = school.id)
"""
_COLUMNS = (
    "surname", "forename", "middle_names", "known_as_surname", "known_as_forename", "born", "sex",
    "match_key", "scn", "stage", "school_id", "authority_id", "starts_on", "marks",
)  # fmt: skip
_STAGE = """
    CREATE TEMPORARY TABLE demo_pupil (
        id uuid DEFAULT gen_random_uuid(), surname text, forename text, middle_names text,
        known_as_surname text, known_as_forename text, born date, sex text, match_key text, scn text,
        stage text, school_id int, authority_id text, starts_on date, marks text
    ) ON COMMIT DROP
"""
_TAKE_ON = (
    """
    INSERT INTO pupils_pupil (
        id, surname, forename, middle_names, known_as_surname, known_as_forename, born, sex, match_key,
        is_shielded, created_at
    )
    SELECT id, surname, forename, middle_names, known_as_surname, known_as_forename, born, sex, match_key,
        false, %(now)s
    FROM demo_pupil
    """,
    """
    INSERT INTO pupils_pupilidentifier (pupil_id, kind, value, first_quoted_at)
    SELECT id, 'scn', scn, %(now)s FROM demo_pupil
    """,
    """
    INSERT INTO pupils_enrolment (
        id, pupil_id, school_id, authority_id, status, stage, starts_on, is_shielded
    )
    SELECT onward_uuid7(), id, school_id, authority_id, 'current', stage, starts_on, false FROM demo_pupil
    """,
    """
    INSERT INTO pupils_pupilmark (pupil_id, mark, set_at)
    SELECT id, unnest(string_to_array(marks, ',')), %(now)s FROM demo_pupil WHERE marks <> ''
    """,
)
