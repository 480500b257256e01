import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import RFC_4122, UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.foundation.ids import uuid7

JUNE = datetime(2008, 6, 27, 9, 30, 0, 123_456, tzinfo=UTC)


def milliseconds_of(made: UUID) -> int:
    return made.int >> 80


@given(st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_id_carries_the_moment_it_was_given(now: datetime) -> None:
    made = uuid7(now)

    assert made.version == 7
    assert made.variant == RFC_4122
    assert milliseconds_of(made) == (now - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def test_an_id_without_a_moment_carries_the_present_one() -> None:
    before = datetime.now(UTC)

    made = uuid7()

    moment = datetime.fromtimestamp(milliseconds_of(made) / 1000, UTC)
    assert before - timedelta(milliseconds=2) <= moment <= datetime.now(UTC) + timedelta(milliseconds=2)


def test_ids_of_one_moment_rise() -> None:
    made = [uuid7(JUNE) for _ in range(5_000)]

    assert all(earlier < later for earlier, later in pairwise(made))


def test_ids_of_the_present_rise() -> None:
    made = [uuid7() for _ in range(5_000)]

    assert all(earlier < later for earlier, later in pairwise(made))


def test_ids_of_alternating_moments_rise_within_each() -> None:
    moments = [JUNE, JUNE + timedelta(days=40), JUNE - timedelta(days=40)]

    made = [[uuid7(moment) for moment in moments] for _ in range(500)]

    for of_one_moment in zip(*made, strict=True):
        assert all(earlier < later for earlier, later in pairwise(of_one_moment))


def test_ids_from_many_threads_are_distinct_and_rise_in_each() -> None:
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _: [uuid7(JUNE) for _ in range(1_000)], range(4)))

    assert len({made for run in runs for made in run}) == 4_000
    assert all(earlier < later for run in runs for earlier, later in pairwise(run))


def test_the_distance_of_neighbours_does_not_count_what_lies_between() -> None:
    made = [uuid7(JUNE) for _ in range(100)]

    distances = {later.int - earlier.int for earlier, later in pairwise(made)}

    assert len(distances) == 99


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")  # Python 3.12 warns of threads
def test_a_forked_process_makes_other_ids_than_its_parent() -> None:
    uuid7(JUNE)
    reading, writing = os.pipe()

    child = os.fork()
    if child == 0:
        try:
            os.write(writing, uuid7(JUNE).bytes)
        finally:
            os._exit(0)
    os.waitpid(child, 0)

    from_child = UUID(bytes=os.read(reading, 16))
    os.close(reading)
    os.close(writing)
    assert from_child.int & (1 << 62) - 1 != uuid7(JUNE).int & (1 << 62) - 1


def test_a_moment_without_a_time_zone_is_refused() -> None:
    with pytest.raises(TypeError):
        uuid7(JUNE.replace(tzinfo=None))


def test_a_moment_before_1970_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        uuid7(datetime(1969, 12, 31, tzinfo=UTC))
