"""Appendix 1 on a world that is small enough to count by hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from defusedxml import ElementTree
from tests.harness.cast import CLERK, Cast, open_the_hub, pupil

from onward.operations.sweeps.notices import tell_origins
from onward.statistics.appendix_one import read_appendix_one
from onward.statistics.comparison import compare
from onward.statistics.figure import message_volumes

END = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture
def cast(hub: None) -> Cast:
    return open_the_hub()


def test_each_announced_transfer_counts_once_and_unannounced_ones_do_not(cast: Cast) -> None:
    child = pupil()
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("arbroath", cast.departure(to="selkirk", pupil=child))
    cast.say("brechin", cast.departure(reason=""))
    roaming = pupil()
    cast.say("arbroath", cast.arrival(pupil=roaming, arrived_on="2025-09-01"))
    cast.say("leith", cast.arrival(pupil=roaming))

    counted = read_appendix_one(end=END)

    assert {row.code: row.count for row in counted.reasons if row.count} == {"01": 1, "": 1}
    assert (counted.transfers, counted.messages) == (2, 5)


def test_a_month_begins_at_midnight_in_scotland(cast: Cast) -> None:
    cast.now = datetime(2026, 8, 31, 23, 30, tzinfo=UTC)  # half past midnight in September
    cast.say("arbroath", cast.departure(to="selkirk"))

    assert [(row.code, row.name) for row in read_appendix_one(end=END).months] == [("2026-09", "2026 Sep")]


def test_what_the_hub_writes_itself_is_not_counted(cast: Cast) -> None:
    roaming = pupil()
    cast.say("arbroath", cast.arrival(pupil=roaming, arrived_on="2025-09-01"))
    cast.say("leith", cast.arrival(pupil=roaming))
    before = read_appendix_one(end=END).messages

    tell_origins(by=CLERK, now=cast.now)

    assert read_appendix_one(end=END).messages == before


def test_a_comparison_names_every_cell_that_differs(cast: Cast, tmp_path: Path) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))
    (tmp_path / "published_transfers_by_reason.csv").write_text("code,reason,pupils\n01,a,1\n05,b,2\n")
    (tmp_path / "published_messages_by_month.csv").write_text("month,messages\n2026-08,4\n")

    cells = compare(read_appendix_one(end=END), tmp_path)

    different = {cell.code: (cell.published, cell.counted) for cell in cells if not cell.is_equal}
    assert different == {"05": (2, 0), "2026-08": (4, 0), "2026-09": (0, 1)}


def test_the_figure_says_in_words_what_it_shows(cast: Cast) -> None:
    cast.say("arbroath", cast.departure(to="selkirk"))

    figure = ElementTree.fromstring(message_volumes(read_appendix_one(end=END).months))

    assert figure.findtext("{*}desc") == "2026 Sep: 1"
    assert len(figure.findall("{*}rect")) == 1


def test_nothing_that_counts_knows_a_published_number() -> None:
    folder = Path("src/onward")
    published = {
        word
        for name in ("published_transfers_by_reason.csv", "published_messages_by_month.csv")
        for line in (folder / "demo/data" / name).read_text().splitlines()[1:]
        for word in line.split(",")[-1:]
        if len(word) > 2
    }
    counting = [*(folder / "statistics").rglob("*.py"), *(folder / "statistics").rglob("*.sql")]

    assert counting
    assert not [word for file in counting for word in published if word in file.read_text()]
