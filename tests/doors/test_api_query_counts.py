"""Lists cost the same for one row and for twenty."""

import pytest
from tests.harness.cast import Cast
from tests.harness.statements import counted_statements
from tests.harness.systems import AtTheDoor, arrives

ARBROATH, SELKIRK = "/schools/5300120-primary", "/schools/5600351-primary"


@pytest.fixture
def both(cast: Cast) -> AtTheDoor:
    """Twenty-one pupils who left Arbroath for Selkirk, with nothing answered about any."""
    departures = [cast.item("arbroath", cast.departure(to="selkirk", reason="")) for _ in range(21)]
    assert all(each.is_accepted for each in cast.say_all(departures))
    return arrives(cast, "arbroath", "selkirk")


@pytest.mark.parametrize(
    "path",
    [
        f"{ARBROATH}/leavers",
        f"{ARBROATH}/sent",
        f"{ARBROATH}/worklist",
        f"{SELKIRK}/joiners",
        f"{SELKIRK}/mailbox",
    ],
)
def test_a_list_of_twenty_costs_what_a_list_of_one_costs(both: AtTheDoor, path: str) -> None:
    both.get(path, limit=1)

    counts, rows = [], []
    for limit in (1, 20):
        with counted_statements() as statements:
            rows.append(len(both.get(path, limit=limit).json()["items"]))
        counts.append(statements.count)

    assert rows == [1, 20]
    assert counts[0] == counts[1] > 0


def test_twenty_are_filed_for_the_price_of_one(both: AtTheDoor) -> None:
    ids = [each["id"] for each in both.get(f"{SELKIRK}/mailbox", limit=21).json()["items"]]
    for each in ids:
        both.post(f"{SELKIRK}/mailbox/{each}/collect")

    counts = []
    for some in (ids[:1], ids[1:]):
        with counted_statements() as statements:
            filed = both.post(f"{SELKIRK}/mailbox/file", {"deliveries": some}).json()["items"]
        assert all(each["done"] for each in filed)
        counts.append(statements.count)

    assert counts[0] == counts[1]
