"""What is wrong with a pupil is told exactly, and costs nobody else."""

import pytest
from tests.rules.ctf_samples import HISTORY, LEFT, Result, document, header, pupil

from onward.formats.forms import Sex
from onward.foundation.faults import Level

UNDATED = HISTORY.replace("<LeavingDate>2025-06-27</LeavingDate>", "<LeavingDate></LeavingDate>")


@pytest.mark.parametrize(
    ("changed", "code", "path"),
    [
        ({"Surname": None}, "missing-field", "CTFpupilData/Pupil[1]/Surname (line 5)"),
        ({"Surname": " "}, "missing-field", "CTFpupilData/Pupil[1]/Surname (line 5)"),
        ({"Forename": "F" * 201}, "text-too-long", "CTFpupilData/Pupil[1]/Forename (line 8)"),
        ({"DOB": None}, "missing-field", "CTFpupilData/Pupil[1]/DOB (line 5)"),
        ({"DOB": "04/05/2012"}, "ctf-date-unreadable", "CTFpupilData/Pupil[1]/DOB (line 9)"),
        ({"DOB": "2012-02-30"}, "ctf-date-unreadable", "CTFpupilData/Pupil[1]/DOB (line 9)"),
        ({"DOB": "1912-05-04"}, "born-implausible", "CTFpupilData/Pupil[1]/DOB (line 9)"),
    ],
)
def test_a_fault_stops_its_pupil_at_its_line(changed: dict[str, str | None], code: str, path: str) -> None:
    result = Result(document(pupil(HISTORY, **changed), pupil()))

    assert [(told.code, told.path) for told in result.entries[0].faults] == [(code, path)]
    assert result.entries[0].said is None
    assert result.entries[1].said is not None


def test_all_faults_of_a_pupil_are_told_at_once() -> None:
    result = Result(document(pupil(UNDATED, Surname="", DOB="soon", Sex="?"), head=header(made_at="")))

    assert set(result.codes()) == {
        "missing-field",
        "ctf-date-unreadable",
        "ctf-sex-unclear",
        "ctf-leaving-date-missing",
    }


def test_no_fault_repeats_a_personal_value() -> None:
    told = pupil(Surname="X" * 300, DOB="the 4th", UPN="SECRET", Sex="Womanish", more="<SCN>NOTANUMBER</SCN>")

    faults = Result(document(told)).entries[0].faults

    texts = " ".join(f"{each.message} {each.mend} {each.path}" for each in faults)
    assert len(faults) >= 5
    assert not any(value in texts for value in ("XXX", "the 4th", "SECRET", "Womanish", "NOTANUMBER"))


def test_one_bad_pupil_in_three_hundred_stops_only_itself() -> None:
    pupils = [pupil(Forename=f"Rowan{number}") for number in range(300)]
    pupils[172] = pupil(DOB="2012-13-45")

    result = Result(document(*pupils))

    assert len(result.departures) == 299
    assert [entry.index for entry in result.entries if entry.said is None] == [172]
    assert result.told("ctf-date-unreadable").path.startswith("CTFpupilData/Pupil[173]/DOB (line ")
    assert result.ending.complete


@pytest.mark.parametrize(
    ("stated", "sex"), [("F", Sex.FEMALE), ("female", Sex.FEMALE), ("m", Sex.MALE), ("U", Sex.NOT_KNOWN)]
)
def test_sex_is_read_in_the_forms_that_systems_write(stated: str, sex: Sex) -> None:
    result = Result(document(pupil(Sex=stated)))

    assert result.only.pupil.sex is sex
    assert result.codes() == []


@pytest.mark.parametrize("stated", [None, "", "X", "9"])
def test_an_unclear_sex_is_read_as_not_known_and_told(stated: str | None) -> None:
    result = Result(document(pupil(Sex=stated)))

    assert result.only.pupil.sex is Sex.NOT_KNOWN
    assert result.codes() == ["ctf-sex-unclear"]


@pytest.mark.parametrize("upn", ["R20110001804", "Q207000016049", "not one"])
def test_a_wrong_upn_is_left_out_told_and_kept(upn: str) -> None:
    result = Result(document(pupil(UPN=upn)))

    assert result.only.pupil.upn == ""
    assert result.codes() == ["ctf-upn-unreadable"]
    record = result.only.record
    assert record is not None
    assert record.core["unknown"] == [{"path": "UPN", "value": upn}]


def test_a_wrong_scn_is_left_out_told_and_kept() -> None:
    result = Result(document(pupil(HISTORY + "<SCN>051234562</SCN>")))

    assert result.only.pupil.scn == ""
    assert "ctf-scn-unreadable" in result.codes()
    record = result.only.record
    assert record is not None
    assert record.core["unknown"] == [{"path": "SCN", "value": "051234562"}]


def test_names_in_capitals_are_kept_and_softly_told() -> None:
    result = Result(document(pupil(Surname="ARCHER-LEE", Forename="ROWAN")))

    assert result.only.pupil.surname == "ARCHER-LEE"
    assert result.told("ctf-name-in-capitals").level is Level.WARNING


def test_empty_optional_elements_say_nothing() -> None:
    empty = (
        "<BasicDetails><MiddleNames/><Languages/></BasicDetails>"
        "<Contacts><Contact/></Contacts><Email> </Email>"
    )

    result = Result(document(pupil(empty + HISTORY)))

    record = result.only.record
    assert record is not None
    assert set(record.core) == {"ctf", "SchoolHistory"}
    assert result.codes() == []


def test_the_leaving_date_is_the_one_at_the_sending_school() -> None:
    earlier = HISTORY.replace("2025-06-27", "2023-03-31").replace("true", "false")

    result = Result(
        document(pupil(earlier.replace("</SchoolHistory>", "") + HISTORY.replace("<SchoolHistory>", "")))
    )

    assert result.only.leaving_on == LEFT
    assert result.codes() == []


def test_an_old_number_of_the_sender_is_found_by_the_mark_of_the_last_school() -> None:
    result = Result(document(pupil(HISTORY.replace("4001", "2999"))))

    assert result.only.leaving_on == LEFT
    assert result.codes() == ["ctf-leaving-date-from-last-school"]


@pytest.mark.parametrize("history", ["", UNDATED])
def test_a_missing_leaving_date_is_taken_from_the_header_and_told(history: str) -> None:
    result = Result(document(pupil(history)))

    assert result.only.leaving_on.isoformat() == "2025-07-01"
    assert result.codes() == ["ctf-leaving-date-from-header"]


def test_without_any_date_the_pupil_waits_for_one() -> None:
    result = Result(document(pupil(UNDATED), pupil(), head=header(made_at="")))

    assert result.codes() == ["ctf-leaving-date-missing"]
    assert "SchoolHistory" in result.entries[0].faults[0].mend
    assert len(result.departures) == 1


def test_a_leaving_date_that_cannot_be_read_is_not_guessed() -> None:
    result = Result(document(pupil(HISTORY.replace("2025-06-27", "27/06/2025"))))

    assert result.codes() == ["ctf-date-unreadable"]
    assert "/SchoolHistory/School[1]/LeavingDate (line 11)" in result.entries[0].faults[0].path


def test_a_moment_is_read_as_its_day() -> None:
    result = Result(document(pupil(DOB="2012-05-04T00:00:00")))

    assert result.only.pupil.born.isoformat() == "2012-05-04"
