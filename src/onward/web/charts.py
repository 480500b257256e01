"""How the figures of a bar chart become places within it, and counts become steps of a coloured map."""

from collections.abc import Mapping, Sequence

from onward.web.components import Bar, BarChart, Gridline, Tile
from onward.web.councils import COUNCIL_TILES

WIDTH, HEIGHT = 720, 320
_LEFT, _TOP, _BOTTOM = 64, 16, 36
NO_VALUE = "none"
_STEPS = (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)
_MOST_LABELS = 13


def bar_chart_of(
    figures: Sequence[tuple[str, int]],
    *,
    name: str,
    title: str,
    description: str,
    category: str,
    measure: str,
) -> BarChart:
    """Return a chart of labelled figures. `name` is its id on the page; the last two head its table."""
    top = _round_up(max((number for _, number in figures), default=0))
    slot = (WIDTH - _LEFT) / max(len(figures), 1)
    every = max(-(-len(figures) // _MOST_LABELS), 1)
    bars = [
        _bar(place, label, number, top=top, slot=slot, is_labelled=place % every == 0)
        for place, (label, number) in enumerate(figures)
    ]
    lines = [top * part // 4 for part in range(5)]
    return BarChart(
        name=name,
        title=title,
        description=description,
        category=category,
        measure=measure,
        width=WIDTH,
        height=HEIGHT,
        bars=bars,
        gridlines=[Gridline(y=round(_y(each, top), 1), value=f"{each:,}") for each in lines],
    )


def council_tiles(
    values: Mapping[str, int], *, hrefs: Mapping[str, str], without: str = NO_VALUE
) -> list[Tile]:
    """Return the 32 councils as tiles, coloured in five equal steps of the largest value.

    `values` and `hrefs` are by the councils' codes; a council without a value shows `without`, not zero.
    """
    largest = max(values.values(), default=0)
    return [
        Tile(
            code=each.code,
            name=each.name,
            short=each.short,
            value=f"{values[each.code]:,}" if each.code in values else without,
            step=_step(values.get(each.code, 0), largest),
            column=each.column,
            row=each.row,
            href=hrefs.get(each.code, ""),
        )
        for each in COUNCIL_TILES
    ]


def _step(value: int, largest: int) -> int:
    return -(-5 * value // largest) if value > 0 else 0


def _bar(place: int, label: str, number: int, *, top: int, slot: float, is_labelled: bool) -> Bar:
    y = _y(number, top)
    return Bar(
        label=label,
        value=f"{number:,}",
        x=round(_LEFT + slot * (place + 0.15), 1),
        y=round(y, 1),
        width=round(slot * 0.7, 1),
        height=round(HEIGHT - _BOTTOM - y, 1),
        is_labelled=is_labelled,
    )


def _y(value: float, top: int) -> float:
    return HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * value / top


def _round_up(largest: int) -> int:
    """Return the next number at which an axis may end: a multiple of four that reads well."""
    power = 1
    while True:
        for step in _STEPS:
            if (top := 4 * step * power) >= largest and top % 4 == 0:
                return int(top)
        power *= 10
