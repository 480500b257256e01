"""Things whose ids stand in addresses: of Angus, of Borders, and none that ever was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.harness.cast import CLERK, Cast, pupil
from tests.harness.files import csv_file
from tests.harness.messaging import uploaded
from tests.harness.people import employ
from tests.harness.systems import arrives

from onward.access.facts import NATIONAL_SERVICE, at_authority, at_school
from onward.audit.models import AuditEntry
from onward.database.sight import seen_as
from onward.foundation.sight import HUB
from onward.messaging.models import Delivery
from onward.operations.sweeps.alarms import raise_alarms
from onward.operations.sweeps.notices import tell_origins
from onward.pupils.models import Pupil
from onward.transfers.models import Joiner
from onward.web.parts import blobs

Ids = Mapping[str, Any]
"""Values by the name that an address gives them."""

_NEVER: Final = UUID("0190d5c4-0000-7000-8000-00000000dead")
_UUIDS: Final = """leaver leaver_id joiner joiner_id delivery_id document_id alarm file_id search_id system_id
    client_id person_id person entry_id pupil_id kept_id"""
NEVER_WAS: Final[Ids] = {
    **dict.fromkeys(_UUIDS.split(), _NEVER),
    "school": 999_999,
    "school_id": 999_999,
    "authority": "999",
    "line": 2,
    "membership_id": 999_999,
    "matter": "never",
    "name": "never",
    "kind": "never",
    "ending": "csv",
    "step": "never",
}


@dataclass(frozen=True, kw_only=True)
class Side:
    """One school with its authority, another school near it, and what is theirs."""

    school: str
    near: str
    authority: str
    ids: dict[str, Any] = field(default_factory=dict)
    search: dict[str, str] = field(default_factory=dict)


def make_things(cast: Cast, side: Side, office: Client) -> Side:
    """Let things happen at a school, whose office is given, and note the ids of what is theirs."""
    school = cast.schools[side.school]
    child = pupil()
    system = arrives(cast, side.school)
    side.ids.update(
        alarm=_alarmed(cast, side),
        leaver=_told(cast, side.school, to=side.near, pupil=child),
        file_id=_dropped(cast, office),
        system_id=system.system_id,
        client_id=system.credential.client_id,
        school=school.id,
        school_id=school.id,
        authority=side.authority,
        **_received(cast, side, office),
        line=3,
        kind="leavers",
        ending="csv",
        step="reason",
        name="file-a-record",
    )
    side.ids.update(leaver_id=side.ids["leaver"], joiner=side.ids["joiner_id"])
    side.search["number"] = child["scn"]
    with seen_as(HUB):
        side.ids["pupil_id"] = Pupil.objects.get(surname=child["surname"]).pk
        side.ids["entry_id"] = AuditEntry.objects.order_by("id").values_list("id", flat=True)[0]
    return side


def colleagues(cast: Cast, side: Side) -> dict[str, UUID]:
    """Return somebody whose role an administrator of the school, of the council or of the service may end."""
    places = {
        "admin-school": at_school(cast.schools[side.school].id),
        "admin-council": at_authority(side.authority),
        "operator": NATIONAL_SERVICE,
    }
    return {
        seat: employ(ENDED_ROLE[seat], at, now=cast.now, email=f"{seat}-{side.authority}@colleagues.example")
        for seat, at in places.items()
    }


ENDED_ROLE: Final = {
    "admin-school": "school-office",
    "admin-council": "s2s-coordinator",
    "operator": "analyst",
}


def _alarmed(cast: Cast, side: Side) -> UUID:
    today = cast.now
    cast.now -= timedelta(weeks=8)
    leaver = _told(cast, side.school, to=side.near, leaving_on=cast.now.date())
    cast.now = today
    for sweep in (raise_alarms, tell_origins):
        assert sweep(by=CLERK, now=today).failed == []
    return leaver


def _told(cast: Cast, school: str, **changes: Any) -> UUID:
    verdict = cast.say(school, cast.departure(**changes))
    assert verdict.leaver, verdict
    return verdict.leaver


def _received(cast: Cast, side: Side, office: Client) -> dict[str, UUID]:
    document = uploaded(cast, blobs(), school=side.near)
    record = {"core": {"Reading": "well"}, "documents": [str(document)]}
    leaver = _told(cast, side.near, to=side.school, record=record)
    with seen_as(HUB):
        joiner = Joiner.objects.get(transfer__leaver=leaver).pk
        delivery = Delivery.objects.filter(school_id=cast.schools[side.school].id).latest("id").pk
    office.post(f"/mailbox/{delivery}/step", {"step": "collect"})
    return {"joiner_id": joiner, "delivery_id": delivery, "document_id": document}


def _dropped(cast: Cast, office: Client) -> UUID:
    here = Cast(schools=cast.schools | {}, now=cast.now, keyring=cast.keyring)
    text = csv_file(here, [pupil(), pupil()]).decode().splitlines()
    text[2] = text[2].replace("2016-05-04", "4.5.16")
    file = SimpleUploadedFile("leavers.csv", "\r\n".join(text).encode())
    answer: Any = office.post("/files", {"file": file, "protection": "not-protected"})
    return UUID(answer["Location"].rstrip("/").split("/")[-1])
