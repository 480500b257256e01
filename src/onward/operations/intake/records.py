"""A school sends the record of a pupil who left."""

from uuid import UUID

from onward.formats.fault_table import fault
from onward.formats.forms import Record
from onward.operations.intake.effects import Effect
from onward.operations.intake.hearing import Hearing
from onward.operations.intake.items import ItemRefused, quote
from onward.transfers import services as transfers
from onward.transfers.journey import Journey


def handle(hearing: Hearing, said: Record) -> Effect:
    """Take a record for the sender's own leaver; it follows the pupil to wherever the hub expects them.

    Raises:
        ItemRefused: the sender has no such leaver, or a document is not its own.
    """
    documents = hearing.check_documents(said.record.documents, path="record.documents")
    journey = _own_leaver(hearing, said)
    if journey is None or journey.leaver is None:
        raise ItemRefused(fault("leaver-unknown", "leaver" if said.leaver else "pupil"))
    transfers.take_record(journey)
    return Effect(
        pupil=hearing.world.pupils.by_id[journey.transfer.pupil_id],
        journey=journey,
        leaver=journey.leaver.id,
        documents=documents,
    )


def _own_leaver(hearing: Hearing, said: Record) -> Journey | None:
    if said.leaver:
        journey = hearing.world.journeys.by_leaver.get(UUID(said.leaver))
        is_own = (
            journey is not None
            and journey.leaver is not None
            and journey.leaver.school_id == hearing.school.id
        )
        return journey if is_own else None
    if said.pupil is None:
        return None
    finding = hearing.world.pupils.find(quote(said.pupil), school_id=hearing.school.id)
    if finding.pupil_id is None:
        return None
    own = [
        j
        for j in hearing.world.journeys.by_pupil[finding.pupil_id]
        if j.leaver and j.leaver.school_id == hearing.school.id
    ]
    return own[-1] if own else None
