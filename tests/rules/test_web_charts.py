"""Figures as places: bars stand on the base line, under a round top; tiles get a step by their share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.directory.authorities import AUTHORITIES
from onward.web.charts import HEIGHT, NO_VALUE, WIDTH, bar_chart_of, council_tiles
from onward.web.components import BarChart
from onward.web.councils import COUNCIL_TILES


def chart_of(figures: list[int]) -> BarChart:
    return bar_chart_of(
        [(str(place), number) for place, number in enumerate(figures)],
        name="chart",
        title="Messages",
        description="By month.",
        category="Month",
        measure="Messages",
    )


@given(st.lists(st.integers(min_value=0, max_value=10**9), max_size=60))
def test_bars_stay_within_the_chart(figures: list[int]) -> None:
    chart = chart_of(figures)

    base = chart.gridlines[0].y
    for bar in chart.bars:
        assert bar.x >= 0
        assert bar.x + bar.width <= WIDTH
        assert bar.y >= 0
        assert bar.y + bar.height == pytest.approx(base, abs=0.11)
    assert base < HEIGHT


def test_the_axis_ends_at_a_round_number() -> None:
    chart = chart_of([21480])

    assert [each.value for each in chart.gridlines] == ["0", "6,000", "12,000", "18,000", "24,000"]


def test_a_crowded_chart_labels_only_some_bars() -> None:
    chart = chart_of([1] * 30)

    assert sum(each.is_labelled for each in chart.bars) == 10


def test_a_council_without_a_value_shows_none() -> None:
    tiles = {each.code: each for each in council_tiles({"120": 0, "260": 10, "230": 1}, hrefs={"260": "/g"})}

    assert (tiles["100"].value, tiles["100"].step) == (NO_VALUE, 0)
    assert (tiles["120"].value, tiles["120"].step) == ("0", 0)
    assert (tiles["230"].step, tiles["260"].step) == (1, 5)
    assert (tiles["260"].href, tiles["100"].href) == ("/g", "")


def test_no_two_councils_share_a_square_or_a_short_name() -> None:
    assert len({(each.column, each.row) for each in COUNCIL_TILES}) == 32
    assert len({each.short for each in COUNCIL_TILES}) == 32


def test_the_tiles_are_the_councils_of_the_directory() -> None:
    told = {(each.code, each.name) for each in COUNCIL_TILES}

    assert told == {(each.code, each.name) for each in AUTHORITIES}
