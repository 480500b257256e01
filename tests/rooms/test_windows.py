"""Windows on long lists: nothing is repeated or skipped, and a place tells nothing of other rows."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models import Max, QuerySet
from tests.harness.cast import Cast, open_the_hub
from tests.harness.messaging import office_of
from tests.harness.statements import counted_statements

from onward.operations.reading.windows import NEWEST_FIRST, OLDEST_FIRST, Place, Window, look_through
from onward.transfers.models import Leaver

ORDERS = (NEWEST_FIRST, OLDEST_FIRST, ("surname", "forename", "id"), ("-reason", "surname", "id"))
Rows = QuerySet[Any, dict[str, Any]]


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def leave(cast: Cast, number: int, *, school: str = "arbroath", **changes: Any) -> list[UUID]:
    to = "selkirk" if school == "arbroath" else "arbroath"
    items = [cast.item(school, cast.departure(to=to, **changes)) for _ in range(number)]
    return [each.leaver for each in cast.say_all(items) if each.leaver]


def leavers(cast: Cast) -> Rows:
    own = Leaver.objects.visible_to(office_of(cast, "arbroath"))
    rows: Rows = own.values("id", "surname", "forename", "reason", "standing")
    return rows


def ids(window: Window[dict[str, Any]]) -> list[UUID]:
    return [each["id"] for each in window.rows]


def whole(rows: Rows, order: Sequence[str]) -> list[UUID]:
    return [each["id"] for each in rows.order_by(*order)]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("limit", [1, 2, 5, 7])
def test_one_goes_through_the_list_and_back(cast: Cast, order: Sequence[str], limit: int) -> None:
    leave(cast, 5)
    rows = leavers(cast)

    windows = [look_through(rows, order, Place(limit=limit))]
    while windows[-1].later:
        windows.append(look_through(rows, order, Place(limit=limit, after=windows[-1].later)))
    backwards = [windows[-1]]
    while backwards[-1].earlier:
        backwards.append(look_through(rows, order, Place(limit=limit, before=backwards[-1].earlier)))

    assert [each for window in windows for each in ids(window)] == whole(rows, order)
    assert backwards[-1].first == 1
    assert [each.first for each in windows] == list(range(1, 6, limit))
    assert {each.total for each in windows + backwards} == {5}
    assert ids(backwards[-1]) == ids(windows[0])


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("side", ["after", "before"])
def test_a_row_of_somebody_else_says_nothing(cast: Cast, order: Sequence[str], side: str) -> None:
    leave(cast, 2)
    [foreign] = leave(cast, 1, school="selkirk")
    leave(cast, 2)
    rows = leavers(cast)

    first = look_through(rows, order, Place(limit=2))

    for each in (foreign, uuid4()):
        assert look_through(rows, order, Place(limit=2, **{side: each})) == first


def test_a_row_that_left_the_narrower_list_still_holds_its_place(cast: Cast) -> None:
    oldest, second, third, fourth = leave(cast, 4)
    rows = leavers(cast)

    narrowed = rows.exclude(id=third)
    found = look_through(narrowed, NEWEST_FIRST, Place(limit=1, after=third), among=rows)

    assert ids(found) == [second]
    assert (found.first, found.total, found.earlier, found.later) == (2, 3, second, second)
    assert oldest != fourth


def test_rows_that_come_in_meanwhile_move_nothing(cast: Cast) -> None:
    leave(cast, 4)
    rows = leavers(cast)
    first = look_through(rows, NEWEST_FIRST, Place(limit=2))
    expected = whole(rows, NEWEST_FIRST)[2:]

    leave(cast, 3)
    second = look_through(rows, NEWEST_FIRST, Place(limit=2, after=first.later))

    assert ids(second) == expected
    assert (second.first, second.total) == (6, 7)


def test_grouped_rows_are_looked_through_too(cast: Cast) -> None:
    leave(cast, 5)
    grouped = leavers(cast).values("id").annotate(last=Max("told_at"))

    first = look_through(grouped, ("last", "id"), Place(limit=2))
    second = look_through(grouped, ("last", "id"), Place(limit=2, after=first.later))
    back = look_through(grouped, ("last", "id"), Place(limit=2, before=second.earlier))

    assert (first.total, second.first) == (5, 3)
    assert ids(back) == ids(first)
    assert not set(ids(first)) & set(ids(second))


def test_an_empty_list_is_one_empty_window(cast: Cast) -> None:
    assert look_through(leavers(cast), NEWEST_FIRST, Place(limit=2)) == Window(
        rows=[], total=0, first=0, earlier=None, later=None
    )


@pytest.mark.parametrize("order", ORDERS)
def test_a_long_list_costs_what_a_short_one_costs(cast: Cast, order: Sequence[str]) -> None:
    counts = []
    for more in (2, 18):
        newest = leave(cast, more)[0]
        with counted_statements() as statements:
            look_through(leavers(cast), order, Place(limit=2, after=newest))
        counts.append(statements.count)

    assert counts == [3, 3]
