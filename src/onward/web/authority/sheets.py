"""One transfer as a sheet: it says what the authority's page of it says, and nothing else."""

from onward.web.authority.transfer_pages import TransferPage
from onward.web.components import Cell, Fact, Row
from onward.web.printing.sheet import Part, Sheet


def transfer_sheet(page: TransferPage) -> Sheet:
    """Return one side of one transfer."""
    return Sheet(
        kind=f"Journey of a {page.kind.lower()}",
        title=page.name,
        caption=page.kind,
        lead=page.next_step,
        parts=[
            Part(title="The pupil", facts=page.facts),
            Part(title="What is asked now", facts=[_asked(page, each) for each in page.asks]),
            Part(title="What was sent, and what became of it", happenings=page.happenings),
        ],
        is_protected=page.is_protected,
    )


def _asked(page: TransferPage, row: Row) -> Fact:
    what, *more = [each.text if isinstance(each, Cell) else each for each in row.cells]
    names = [each.text for each in page.columns[1:]]
    return Fact(key=what, values=[f"{name}: {text}" for name, text in zip(names, more, strict=True)])
