"""What waits for a school to act."""

from ninja import Router

from onward.access.scopes import Scope
from onward.api.acting import SchoolKey, for_school
from onward.api.authentication import SchoolSystem
from onward.api.clock import now
from onward.api.out import Out
from onward.api.pagination import Cursor, Limit, Page, id_after, page_of
from onward.api.requests import ApiRequest
from onward.api.shapes import AskOut, shown_asks
from onward.operations.reading import list_worklist

router = Router(auth=SchoolSystem(Scope.WORKLIST_READ))


class WorklistPage(Out):
    """A page of what is asked."""

    items: list[AskOut]
    next: str


@router.get("/schools/{school}/worklist", response=WorklistPage, summary="See what waits for the school")
def get_worklist(
    request: ApiRequest, school: SchoolKey, limit: Limit = 50, cursor: Cursor = ""
) -> Page[AskOut]:
    """Return what is asked of the school and not yet answered, oldest first.

    An ask closes by itself when the school says what was wanted: it sends a redirect, a record, an arrival.
    """
    by, of = for_school(request, school), f"worklist:{school}"
    rows = list_worklist(by=by, now=now(), limit=limit + 1, after=id_after(cursor, of=of))
    return page_of(shown_asks(rows), limit=limit, of=of, position=lambda row: (str(row.id),))
