"""Message volumes by month as a figure: SVG of our own, with a title and a description. Pure."""

from collections.abc import Sequence
from xml.sax.saxutils import escape

from onward.statistics.appendix_one import Row

WIDTH, HEIGHT = 760, 320
LEFT, TOP, BOTTOM = 70, 40, 60
TICKS = 4
_OPENING = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    ' aria-labelledby="title desc" font-family="sans-serif" font-size="11">'
)


def message_volumes(months: Sequence[Row]) -> str:
    """Return a bar chart of messages by month. Colour carries no meaning; every bar is labelled."""
    top = _round_up(max((row.count for row in months), default=0))
    step = (WIDTH - LEFT - 10) / max(len(months), 1)
    parts = [
        _OPENING,
        '<title id="title">Message volumes by month</title>',
        f'<desc id="desc">{escape(_description(months))}</desc>',
        *(_tick(number * top // TICKS, top) for number in range(TICKS + 1)),
        *(_bar(row, index, step, top) for index, row in enumerate(months)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _description(months: Sequence[Row]) -> str:
    return "; ".join(f"{row.name}: {row.count:,}" for row in months) or "No messages."


def _bar(row: Row, index: int, step: float, top: int) -> str:
    height = row.count / top * (HEIGHT - TOP - BOTTOM)
    x, y = LEFT + index * step, HEIGHT - BOTTOM - height
    middle, label = x + step / 2, HEIGHT - BOTTOM + 14
    return (
        f'<rect x="{x + step * 0.15:.1f}" y="{y:.1f}" width="{step * 0.7:.1f}" height="{height:.1f}"'
        ' fill="#0065bd"/>'
        f'<text x="{middle:.1f}" y="{y - 4:.1f}" text-anchor="middle" font-size="9">{row.count:,}</text>'
        f'<text x="{middle:.1f}" y="{label}" text-anchor="end"'
        f' transform="rotate(-45 {middle:.1f} {label})">{escape(row.name)}</text>'
    )


def _tick(value: int, top: int) -> str:
    y = HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM)
    return (
        f'<line x1="{LEFT}" x2="{WIDTH - 10}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ebebeb"/>'
        f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:,}</text>'
    )


def _round_up(count: int) -> int:
    size = TICKS
    while size < count:
        size *= 2 if str(size)[0] in "14" else 5
        size -= size % TICKS
    return size
