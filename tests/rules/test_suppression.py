"""Small numbers stay hidden, also from whoever subtracts one table from another."""

from hypothesis import given
from hypothesis import strategies as st

from onward.statistics.suppression import LEAST_SHOWN, list_shown, table_shown

PLACES = st.sampled_from("abcdef")
TABLES = st.dictionaries(st.tuples(PLACES, PLACES), st.integers(0, 30))


def test_a_small_number_takes_the_next_smallest_with_it() -> None:
    assert list_shown({"a": 3, "b": 40, "c": 9, "d": 0}) == {"a": None, "b": 40, "c": None, "d": 0}


def test_two_small_numbers_hide_each_other_where_their_sum_does_not_tell() -> None:
    assert list_shown({"a": 4, "b": 4, "c": 9}) == {"a": None, "b": None, "c": 9}
    assert list_shown({"a": 1, "b": 1, "c": 9}) == {"a": None, "b": None, "c": None}


@given(TABLES)
def test_no_line_of_a_table_gives_a_hidden_number_away(counts: dict[tuple[str, str], int]) -> None:
    shown = table_shown(counts)

    for place in (0, 1):
        for name in "abcdef":
            line = [cell for cell in counts if cell[place] == name]
            hidden = [counts[cell] for cell in line if shown[cell] is None]
            open_ones = [counts[cell] for cell in line if shown[cell]]
            is_safe = len(hidden) > 1 and sum(hidden) >= LEAST_SHOWN
            assert not hidden or is_safe or not open_ones
    assert all(shown[cell] in (None, count) for cell, count in counts.items())
    assert not [cell for cell, count in counts.items() if 0 < count < LEAST_SHOWN and shown[cell] is not None]
