"""Many items at once: JSON lines, a JSON batch, a Common Transfer File, a CSV or XLSX list."""

import tempfile
from collections.abc import Iterator
from typing import IO, Annotated, Final

from django.conf import settings
from django.http import FileResponse
from ninja import Query, Router

from onward.api.acting import SchoolKey, for_school, school_of
from onward.api.authentication import SchoolSystem
from onward.api.batch_lines import BatchLineOut, about_file, about_item
from onward.api.bodies import file_name_of, stream_of
from onward.api.errors import ContentRefused
from onward.api.message_schema import raw_body
from onward.api.messages import SENDING
from onward.api.parts import DoorClock, keyring
from onward.api.requests import ApiRequest
from onward.formats.forms import Protection
from onward.formats.lists.list_column import ListKind
from onward.operations.intake.files import FileTaken, take_file

LARGEST_BATCH: Final = 256 * 1024 * 1024
NDJSON: Final = "application/x-ndjson"
SUFFIXES: Final = {
    NDJSON: ".ndjson",
    "application/jsonl": ".ndjson",
    "application/json": ".json",
    "text/csv": ".csv",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
_KEPT_IN_MEMORY: Final = 4 * 1024 * 1024
_EXTRA: Final = raw_body(*SUFFIXES, schema={"type": "string", "format": "binary"}) | {
    "responses": {
        200: {
            "description": "One verdict a line, in the order of the items",
            "content": {NDJSON: {"schema": {"$ref": "#/components/schemas/BatchLineOut"}}},
        }
    }
}

router = Router(auth=SchoolSystem(*SENDING))

Answered = Annotated[
    Protection | None,
    Query(None, description="The answer about protection for items that do not give it themselves"),
]
ListOf = Annotated[
    ListKind | None, Query(None, alias="list", description="Whether a list is of leavers or of joiners")
]


@router.post("/schools/{school}/batches", summary="Say many things at once", openapi_extra=_EXTRA)
def send_batch(
    request: ApiRequest, school: SchoolKey, protection: Answered = None, kind: ListOf = None
) -> FileResponse:
    """Take many items; each is answered on its own line, in their order, once it is durable or refused.

    The kind of file is told by its content. The name in Content-Disposition counts where a kind of file
    has names of its own. Items without a key get one from their content, so that sending a mended file
    again doubles nothing; what the school itself took back since is taken anew. The answer begins when the
    whole file has been taken; if it does not come, send the same file again. Line 0, where there is one, is
    about the file as a whole.
    """
    by = for_school(request, school)
    with stream_of(request, at_most=LARGEST_BATCH) as stream:
        taken = take_file(
            stream,
            name=_name(request),
            school=school_of(by),
            by=by,
            clock=DoorClock(),
            keyring=keyring(),
            protection=protection,
            kind=kind,
            scn_element=settings.ONWARD.ctf_scn_element,
        )
        if taken.is_refused:
            raise ContentRefused(taken.notes)
        return FileResponse(_written(taken), content_type=NDJSON)


def _name(request: ApiRequest) -> str:
    stated = file_name_of(request)
    if stated:
        return stated
    media_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return f"batch{SUFFIXES.get(media_type, '')}"


def _written(taken: FileTaken) -> IO[bytes]:
    """Take the whole file and return the verdicts. They hold no personal data, so a disk may have them.

    Verdicts sent while the file still comes would wait for ever on a client that sends all before it reads.
    """
    verdicts = tempfile.SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    try:
        for each in _lines(taken):
            verdicts.write(each.model_dump_json().encode() + b"\n")
    except BaseException:
        verdicts.close()
        raise
    verdicts.seek(0)
    return verdicts


def _lines(taken: FileTaken) -> Iterator[BatchLineOut]:
    if taken.notes:
        yield about_file(taken.notes)
    for each in taken.lines:
        yield about_item(each)
