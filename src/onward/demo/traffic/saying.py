"""Puts a planned message into the words of `formats.forms`, as a JSON object."""

from collections.abc import Callable, Mapping

from onward.demo.dice import scatter
from onward.demo.nation import Nation, NationPupil
from onward.demo.traffic.planned import Ids, PlannedMessage
from onward.formats.forms import Kind

Said = dict[str, object]

_LANGUAGES = ("English",) * 13 + ("Gaelic", "Polish", "Urdu")


def said(planned: PlannedMessage, nation: Nation, ids: Ids) -> Said:
    """Return what the sender says: one item in the shape of `formats.forms`.

    Ids that the hub gave are taken from `ids`. A record or an arrival without one names the pupil
    instead; the other kinds cannot be said without.

    Raises:
        KeyError: the leaver's or joiner's id of another kind is missing.
    """
    return {"kind": planned.kind.value, **_BODIES[planned.kind](planned, nation, ids)}


def pupil_of(planned: PlannedMessage, nation: Nation) -> NationPupil:
    """Return the pupil whom a message is about, also a newcomer on nobody's roll."""
    if planned.pupil < nation.pupil_count:
        return nation.pupil(planned.pupil)
    return nation.newcomer(planned.pupil - nation.pupil_count, stage=planned.stage, school=planned.school)


def _departure(planned: PlannedMessage, nation: Nation, _: Ids) -> Said:
    pupil = pupil_of(planned, nation)
    body: Said = {
        "pupil": _details(planned, pupil),
        "leaving_on": planned.on.isoformat(),
        "reason": planned.reason,
        "marks": [mark.value for mark in pupil.marks],
        "permission_documented": planned.is_permitted,
    }
    if planned.destination is not None:
        body["destination"] = _school(nation, planned.destination)
    if planned.outside:
        body["outside"] = {"country": planned.outside.country, "name": planned.outside.name}
    if planned.has_record:
        body["record"] = _record_body(pupil)
    return body | _protection(planned)


def _record(planned: PlannedMessage, nation: Nation, ids: Ids) -> Said:
    pupil = pupil_of(planned, nation)
    leaver = ids.leavers.get(planned.transfer_no)
    about: Said = {"leaver": leaver} if leaver else {"pupil": _details(planned, pupil)}
    return about | {"record": _record_body(pupil)}


def _arrival(planned: PlannedMessage, nation: Nation, ids: Ids) -> Said:
    joiner = ids.joiners.get((planned.transfer_no, planned.school)) if planned.is_announced else None
    about: Said = {"joiner": joiner} if joiner else {"pupil": _details(planned, pupil_of(planned, nation))}
    body = about | {"arrived_on": planned.on.isoformat()} | _protection(planned)
    if planned.previous_school is not None:
        body["previous_school"] = _school(nation, planned.previous_school)
    return body


def _no_arrival(planned: PlannedMessage, _: Nation, ids: Ids) -> Said:
    return {"joiner": ids.joiners[planned.transfer_no, planned.school]}


def _redirect(planned: PlannedMessage, nation: Nation, ids: Ids) -> Said:
    if planned.destination is None:
        raise KeyError("a redirect names a destination")
    leaver = ids.leavers[planned.transfer_no]
    return {"leaver": leaver, "destination": _school(nation, planned.destination)}


def _withdrawal(planned: PlannedMessage, _: Nation, ids: Ids) -> Said:
    return {"leaver": ids.leavers[planned.transfer_no], "why": "The pupil stays."}


def _confirmation(planned: PlannedMessage, _: Nation, ids: Ids) -> Said:
    return {
        "leaver": ids.leavers[planned.transfer_no],
        "outcome": planned.outcome,
        "by": planned.evidence,
        "on": planned.on.isoformat(),
    }


_BODIES: Mapping[Kind, Callable[[PlannedMessage, Nation, Ids], Said]] = {
    Kind.DEPARTURE: _departure,
    Kind.RECORD: _record,
    Kind.ARRIVAL: _arrival,
    Kind.NO_ARRIVAL: _no_arrival,
    Kind.REDIRECT: _redirect,
    Kind.WITHDRAWAL: _withdrawal,
    Kind.CONFIRMATION: _confirmation,
}


def _details(planned: PlannedMessage, pupil: NationPupil) -> Said:
    return {
        "surname": pupil.surname,
        "forename": pupil.forename,
        "middle_names": pupil.middle_names,
        "known_as_surname": pupil.known_as_surname,
        "known_as_forename": pupil.known_as_forename,
        "born": pupil.born.isoformat(),
        "sex": pupil.sex.value,
        "scn": pupil.scn if planned.is_identified else "",
        "stage": planned.stage,
    }


def _school(nation: Nation, index: int) -> Said:
    school = nation.schools[index]
    return {"seed": school.seed, "type": school.type.value}


def _protection(planned: PlannedMessage) -> Said:
    return {"protection": planned.protection.value} if planned.protection else {}


def _record_body(pupil: NationPupil) -> Said:
    bits = scatter(pupil.number)
    core = {
        "home_language": _LANGUAGES[bits & 15],
        "sessions_possible": 380,
        "sessions_attended": 380 - (bits >> 4 & 63),
        "has_support_plan": bits >> 10 & 15 == 0,
        "school_stage": pupil.stage,
        "curriculum": {"literacy": "on track", "numeracy": "on track" if bits >> 14 & 3 else "with support"},
    }
    return {"core": core}
