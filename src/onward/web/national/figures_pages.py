"""What the page of the country shows: one measure as tiles and as a table, alarms, and messages by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from onward.statistics.national import AGES, NationalFigures
from onward.transfers.models import AlarmLevel
from onward.web.charts import bar_chart_of, council_tiles
from onward.web.components import BarChart, Link, Row, Tile
from onward.web.councils import COUNCIL_TILES
from onward.web.plain_pages import Listing, columns
from onward.web.wording import day, moment

NOT_SHOWN: Final = "not shown"
MEASURES: Final = {
    "left": "Pupils who left for another authority",
    "came": "Pupils who came from another authority",
    "alarms": "Open alarms",
}
_AGES: Final = dict(
    zip(AGES, ("Less than a week", "One to four weeks", "Four weeks to three months", "Longer"), strict=True)
)
_NAMES: Final = {each.code: each.name for each in COUNCIL_TILES}


@dataclass(frozen=True, kw_only=True, slots=True)
class CountryPage:
    """The country at a glance."""

    measures: Sequence[Link]
    title: str
    about: str
    legend: str
    tiles: Sequence[Tile]
    councils: Listing
    chosen: Listing | None
    ages: Listing
    chart: BarChart
    counted: str

    @property
    def listings(self) -> Sequence[Listing]:
        """Return its tables."""
        return [self.councils, *([self.chosen] if self.chosen else []), self.ages]


def country_page(figures: NationalFigures, *, measure: str, authority: str) -> CountryPage:
    """Return the page of a measure; with an authority, also where its pupils went or came from."""
    values = {"left": figures.left, "came": figures.came, "alarms": figures.alarms}[measure]
    by_council = {code: values.get(code, 0) for code in _NAMES}
    numbers = {code: number for code, number in by_council.items() if number is not None}
    is_flow = measure != "alarms"
    hrefs = {code: _address(measure, code) for code in _NAMES} if is_flow else {}
    return CountryPage(
        measures=[
            Link(text=text, href=_address(name), is_current=name == measure)
            for name, text in MEASURES.items()
        ],
        title=MEASURES[measure],
        about=f"From the beginning up to {day(figures.flows_until.date())}." if is_flow else "Open just now.",
        legend=_legend(max(numbers.values(), default=0)),
        tiles=council_tiles(numbers, hrefs=hrefs, without="-"),
        councils=_councils(measure, by_council),
        chosen=_flows(figures, measure, authority) if is_flow and authority in _NAMES else None,
        ages=_ages(figures, measure),
        chart=_chart(figures),
        counted=moment(figures.counted_at),
    )


def _legend(largest: int) -> str:
    reach = f"From none to {largest:,}" if largest else "None"
    return f"{reach}; - is a small number that is not shown"


def _address(measure: str, authority: str = "") -> str:
    given = {"measure": measure} | ({"authority": authority} if authority else {})
    return f"{reverse('country')}?{urlencode(given)}"


def _councils(measure: str, values: Mapping[str, int | None]) -> Listing:
    ordered = sorted(values.items(), key=lambda each: _NAMES[each[0]])
    rows = [(_NAMES[code], number) for code, number in ordered]
    query = urlencode({"measure": measure})
    return _table(MEASURES[measure], ("Council", "Number"), rows, file=f"councils-{measure}", query=query)


def _flows(figures: NationalFigures, measure: str, authority: str) -> Listing:
    own, other = (0, 1) if measure == "left" else (1, 0)
    found = [
        (_NAMES.get(cell[other], cell[other]), number)
        for cell, number in figures.flows.items()
        if cell[own] == authority
    ]
    words = "Where pupils of {} went" if measure == "left" else "Where pupils came from to {}"
    ordered = sorted(found, key=lambda each: (-(each[1] or 0), each[0]))
    query = urlencode({"measure": measure, "authority": authority})
    heads = ("Authority", "Pupils")
    return _table(words.format(_NAMES[authority]), heads, ordered, file=f"flows-{measure}", query=query)


def _ages(figures: NationalFigures, measure: str) -> Listing:
    levels = list(AlarmLevel)
    heads = [str(each.label) for each in levels]
    rows = [
        Row(cells=[words, *(_number(figures.alarm_ages.get((age, level.value), 0)) for level in levels)])
        for age, words in _AGES.items()
    ]
    return Listing(
        caption="Open alarms by age and by who must act",
        columns=columns("Open for", *heads, numbers=heads),
        rows=rows,
        file="alarm-ages",
        query=urlencode({"measure": measure}),
        empty_title="",
        empty_text="",
    )


def _chart(figures: NationalFigures) -> BarChart:
    busiest = max(figures.months, key=lambda each: each.count, default=None)
    said = (
        f"The busiest month is {busiest.name} with {busiest.count:,} messages."
        if busiest
        else "No message yet."
    )
    return bar_chart_of(
        [(each.name, each.count) for each in figures.months],
        name="messages",
        title="Messages by month",
        description=said,
        category="Month",
        measure="Messages",
    )


def _table(
    caption: str, heads: tuple[str, str], rows: Sequence[tuple[str, int | None]], *, file: str, query: str
) -> Listing:
    return Listing(
        caption=caption,
        columns=columns(*heads, numbers=heads[1:]),
        file=file,
        query=query,
        rows=[Row(cells=[name, _number(number)]) for name, number in rows],
        empty_title="Nobody moved",
        empty_text="No pupil moved there in the time that is counted.",
    )


def _number(value: int | None) -> str:
    return NOT_SHOWN if value is None else f"{value:,}"
