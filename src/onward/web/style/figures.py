"""Examples: figures to look at, each of which says the same in a table."""

from onward.web.charts import bar_chart_of, council_tiles
from onward.web.councils import COUNCIL_TILES
from onward.web.style.example import Example, Use

_MONTHS = ("Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul")
_SENT = (21480, 9120, 7340, 6020, 5210, 8340, 6110, 7020, 6480, 7950, 16240, 1030)
_ALARMS = {each.code: (place * 7) % 23 for place, each in enumerate(COUNCIL_TILES)}

EXAMPLES = (
    Example(
        of="bar_chart",
        purpose="Shows how one measure differs by month or kind.",
        when="For up to about 24 figures. Make it with bar_chart_of; the description says what to see.",
        parameters={"chart": "A BarChart."},
        uses=[
            Use(
                of="bar_chart",
                given={
                    "chart": bar_chart_of(
                        list(zip(_MONTHS, _SENT, strict=True)),
                        name="messages",
                        title="Messages sent by month",
                        description="Most are sent in August, when the school year begins, and in June.",
                        category="Month",
                        measure="Messages",
                    )
                },
            )
        ],
    ),
    Example(
        of="tile_grid",
        purpose="Shows one measure for all councils, each as a square near where it lies.",
        when="With a table beside it that says the same. Make the tiles with council_tiles.",
        parameters={
            "title": "What is measured.",
            "tiles": "The councils' tiles.",
            "legend": "What the colours mean.",
        },
        uses=[
            Use(
                of="tile_grid",
                given={
                    "title": "Open alarms by council",
                    "tiles": council_tiles(_ALARMS, hrefs={"120": "#angus", "260": "#glasgow"}),
                    "legend": "From none to 22 alarms",
                },
            )
        ],
    ),
)
