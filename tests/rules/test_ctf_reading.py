"""What a good transfer file says."""

import pytest
from tests.rules.ctf_samples import HISTORY, LEFT, Result, document, header, pupil

from onward.formats.forms import Mark, OutsidePlace, SchoolRef, Sex
from onward.foundation.faults import Level

SECTIONS = """
<UniqueLearnerNumber>1234567890</UniqueLearnerNumber>
<BasicDetails><FormerUPN>T20110001804V</FormerUPN><MiddleNames>Ash</MiddleNames><NCyearActual>8</NCyearActual>
<PreferredForename>Ro</PreferredForename><Languages><Type><LanguageType>F</LanguageType>
<Language>ENG</Language></Type></Languages><MedicalFlag>0</MedicalFlag>
<Disabilities><Disability>NONE</Disability><Disability>VIS</Disability></Disabilities></BasicDetails>
<FSMhistory><FSMreviewDate>2024-01-01</FSMreviewDate>
<FSMinstance><FSMstartDate>2022-01-01</FSMstartDate></FSMinstance></FSMhistory>
<SENhistory><SEN><StartDate>2021-01-01</StartDate><SENprovision>K</SENprovision></SEN>
<SENneeds><SENneed><SENtypeRank>1</SENtypeRank><SENtype>SPLD</SENtype></SENneed></SENneeds></SENhistory>
<Address><AddressLines><AddressLine1>1 The Row</AddressLine1></AddressLines>
<PostCode>ZZ1 1ZZ</PostCode></Address>
<Phones><Phone><TelephoneType>H</TelephoneType><PhoneNo>01632 960001</PhoneNo></Phone></Phones>
<Contacts><Contact><Order>1</Order><Surname>Archer</Surname><AddressAsPupil/></Contact>
<Contact><Order>2</Order><Surname>Archer</Surname><Email>b@example.org</Email></Contact></Contacts>
<Attendance><YearData><Year>2025</Year><SessionsPossible>300</SessionsPossible></YearData></Attendance>
<StageAssessments><KeyStage><Stage>KS2</Stage><StageAssessment><Subject>ENG</Subject><Result>4</Result>
</StageAssessment></KeyStage></StageAssessments>
"""


def test_a_pupil_is_read_as_a_departure() -> None:
    result = Result(document(pupil()), name="8234001_CTF_8734567_001.xml")

    said = result.only
    assert (said.pupil.surname, said.pupil.forename, said.pupil.upn) == ("Archer", "Rowan", "R201100018042")
    assert said.leaving_on == LEFT
    assert said.outside == OutsidePlace(country="GB-ENG", lea="873", estab="4567")
    assert said.reason == "13"
    assert said.protection is None
    assert result.entries[0].faults == ()
    assert result.ending.complete


def test_every_known_section_is_kept_as_structured_data() -> None:
    core = Result(document(pupil(SECTIONS + HISTORY))).only.record

    assert core is not None
    kept = core.core
    assert kept["BasicDetails"] == {
        "FormerUPN": "T20110001804V",
        "MiddleNames": "Ash",
        "NCyearActual": "8",
        "PreferredForename": "Ro",
        "Languages": [{"LanguageType": "F", "Language": "ENG"}],
        "MedicalFlag": "0",
        "Disabilities": ["NONE", "VIS"],
    }
    assert kept["UniqueLearnerNumber"] == "1234567890"
    assert kept["SENhistory"] == {
        "SEN": [{"StartDate": "2021-01-01", "SENprovision": "K"}],
        "SENneeds": [{"SENtypeRank": "1", "SENtype": "SPLD"}],
    }
    assert kept["Address"] == {"AddressLines": {"AddressLine1": "1 The Row"}, "PostCode": "ZZ1 1ZZ"}
    assert kept["Contacts"] == [
        {"Order": "1", "Surname": "Archer", "AddressAsPupil": "true"},
        {"Order": "2", "Surname": "Archer", "Email": "b@example.org"},
    ]
    assert kept["StageAssessments"] == [
        {"Stage": "KS2", "StageAssessment": [{"Subject": "ENG", "Result": "4"}]}
    ]
    assert "unknown" not in kept


def test_the_record_says_where_the_file_came_from_and_went_to() -> None:
    record = Result(document(pupil())).only.record

    assert record is not None
    assert record.core["ctf"] == {
        "version": "25.0",
        "made_at": "2025-07-01T09:30:00",
        "supplier": "",
        "source": {
            "LEA": "823",
            "Estab": "4001",
            "URN": "101234",
            "SchoolName": "Mill Lane",
            "AcademicYear": "2025",
        },
        "destination": {"LEA": "873", "Estab": "4567"},
    }


def test_middle_and_preferred_names_are_taken_into_the_pupils_details() -> None:
    details = Result(document(pupil(SECTIONS + HISTORY))).only.pupil

    assert (details.middle_names, details.known_as_forename) == ("Ash", "Ro")


@pytest.mark.parametrize("version", ["20.0", "21.0", "22.0", "23.0", "24.0", "25.0"])
@pytest.mark.parametrize("element", ["Sex", "Gender"])
def test_versions_20_to_25_are_read_with_sex_or_gender(version: str, element: str) -> None:
    changed: dict[str, str | None] = {"Sex": None, element: "M"}
    told = pupil(HISTORY, **changed)

    result = Result(document(told, head=header(version=version)))

    assert result.only.pupil.sex is Sex.MALE
    assert "ctf-version-unknown" not in [told.code for told in result.headers[0].faults]


@pytest.mark.parametrize("version", ["", "14.0", "26.0"])
def test_another_version_is_read_with_a_warning(version: str) -> None:
    result = Result(document(pupil(), head=header(version=version)))

    assert result.told("ctf-version-unknown").level is Level.WARNING
    assert len(result.departures) == 1


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (
            ("873", "4567"),
            {"outside": OutsidePlace(country="GB-ENG", lea="873", estab="4567"), "reason": "13"},
        ),
        (
            ("665", "4567"),
            {"outside": OutsidePlace(country="GB-WLS", lea="665", estab="4567"), "reason": "13"},
        ),
        (("820", "LLLL"), {"outside": OutsidePlace(country="GB-ENG", lea="820"), "reason": "13"}),
        (("XXX", "XXXX"), {"outside": None, "reason": "05"}),
        (("MMM", "MMMM"), {"outside": None, "reason": ""}),
        (("87", "4567"), {"outside": None, "reason": ""}),
        (("", ""), {"outside": None, "reason": ""}),
    ],
)
def test_the_destination_tells_where_to_and_why(to: tuple[str, str], expected: dict[str, object]) -> None:
    said = Result(document(pupil(), head=header(to=to))).only

    assert {name: getattr(said, name) for name in expected} == expected
    assert said.destination is None


def test_a_number_of_a_school_in_the_network_is_its_seed_code() -> None:
    schools = {"8734567": {"seed": "8734567", "type": "primary"}}

    result = Result(document(pupil()), school_of=schools.get)

    assert result.only.destination == SchoolRef(seed="8734567", type="primary")
    assert result.only.outside is None
    assert result.told("ctf-destination-read-as-seed").level is Level.WARNING


def test_a_scottish_reason_that_is_stated_outranks_the_derived_one() -> None:
    history = HISTORY.replace("<LastSchool>", "<LeavingReason>07</LeavingReason><LastSchool>")

    assert Result(document(pupil(history))).only.reason == "07"


@pytest.mark.parametrize("said", ["true", "1", "TRUE"])
def test_a_child_in_care_is_marked(said: str) -> None:
    care = f"<LookedAfter><InCare>{said}</InCare><CareAuthority>823</CareAuthority></LookedAfter>"

    assert Result(document(pupil(care + HISTORY))).only.marks == (Mark.LOOKED_AFTER,)


@pytest.mark.parametrize("place", ["<SCN>051234561</SCN>", "<More><SCN>051 234 561</SCN></More>"])
def test_an_scn_is_taken_from_its_extension_element(place: str) -> None:
    result = Result(document(pupil(HISTORY + place)))

    assert result.only.pupil.scn == "051234561"
    assert result.codes() == []


def test_an_scn_of_a_contact_is_not_the_pupils() -> None:
    contact = "<Contacts><Contact><Surname>Archer</Surname><SCN>051234561</SCN></Contact></Contacts>"

    assert Result(document(pupil(contact + HISTORY))).only.pupil.scn == ""


def test_unknown_elements_are_kept_with_their_paths_and_told() -> None:
    strange = (
        '<Pets owner="yes"><Pet>Cat</Pet><Pet>Dog</Pet></Pets>'
        "<BasicDetails><Motto>Onward</Motto></BasicDetails>"
    )

    result = Result(document(pupil(strange + HISTORY)))

    record = result.only.record
    assert record is not None
    assert record.core["unknown"] == [
        {"path": "Pets/@owner", "value": "yes"},
        {"path": "Pets/Pet[1]", "value": "Cat"},
        {"path": "Pets/Pet[2]", "value": "Dog"},
        {"path": "BasicDetails/Motto", "value": "Onward"},
    ]
    told = result.told("ctf-unknown-elements")
    assert told.path == "CTFpupilData/Pupil[1]/Pets/@owner (line 11)"
    assert "BasicDetails/Motto" in told.message


def test_what_is_said_twice_is_kept_once_and_once_more_among_the_unknown() -> None:
    record = Result(
        document(pupil(HISTORY + "<Email>a@example.org</Email><Email>b@example.org</Email>"))
    ).only.record

    assert record is not None
    assert record.core["Email"] == "a@example.org"
    assert record.core["unknown"] == [{"path": "Email", "value": "b@example.org"}]


def test_a_file_name_that_differs_from_the_header_is_told_and_the_header_believed() -> None:
    result = Result(document(pupil()), name="8234001_CTF_8811111_001.xml")

    assert result.only.outside == OutsidePlace(country="GB-ENG", lea="873", estab="4567")
    assert "destination" in result.told("ctf-name-differs").message


@pytest.mark.parametrize("head", ["", header(to=("", ""))])
def test_a_file_name_fills_what_the_header_leaves_out(head: str) -> None:
    result = Result(document(pupil(), head=head), name="8234001_CTF_8734567_001.xml")

    assert result.only.outside == OutsidePlace(country="GB-ENG", lea="873", estab="4567")
    assert result.told("ctf-name-believed").level is Level.WARNING


def test_a_file_to_nobody_should_hold_one_pupil_but_all_are_read() -> None:
    result = Result(document(pupil(), pupil(), head=header(to=("XXX", "XXXX"))))

    assert len(result.departures) == 2
    assert result.told("ctf-one-pupil-only").level is Level.WARNING
