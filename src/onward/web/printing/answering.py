"""Answer with a sheet as a file. Its name tells nothing of a child, and no browser keeps it."""

from django.http import HttpResponse

from onward.web.printing.sheet import Printed, Sheet
from onward.web.printing.typesetting import as_pdf
from onward.web.seat import PageRequest
from onward.web.wording import moment


def printed_by(request: PageRequest) -> Printed:
    """Return who prints now."""
    return Printed(
        by=request.seat.person_name,
        organisation=request.seat.organisation_name,
        at=moment(request.now),
        reference=request.request_id,
    )


def pdf_answer(request: PageRequest, sheet: Sheet, *, name: str) -> HttpResponse:
    """Return a sheet as the file `name`.pdf."""
    answer = HttpResponse(as_pdf(sheet, printed_by(request)), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
