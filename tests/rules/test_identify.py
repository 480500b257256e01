"""Which pupil is meant: the rules that keep twins apart and name changes together."""

from datetime import date
from uuid import UUID

import pytest

from onward.matching.exact import match_key
from onward.pupils.identify import Candidate, Description, Finding, identify
from onward.pupils.models import QuestionKind

BORN = date(2014, 3, 2)
SCN = ("scn", "051234561")
OTHER_SCN = ("scn", "081234566")


def described(
    surname: str = "Rennie",
    forename: str = "Isla",
    born: date = BORN,
    *,
    quoting: tuple[str, str] | None = SCN,
) -> Description:
    return Description(
        surname=surname,
        forename=forename,
        born=born,
        identifiers=frozenset({quoting} if quoting else ()),
        match_key=match_key(surname, forename, born, "F"),
    )


def known(
    number: int = 1, *, holding: tuple[str, str] | None = SCN, forename: str = "Isla", is_here: bool = False
) -> Candidate:
    return Candidate(
        id=UUID(int=number),
        surname="Rennie",
        forename=forename,
        born=BORN,
        match_key=match_key("Rennie", forename, BORN, "F"),
        identifiers=frozenset({holding} if holding else ()),
        is_here=is_here,
    )


@pytest.mark.parametrize(
    "description",
    [
        described(),
        described(surname="Kerr"),  # a changed surname
        described(born=date(2014, 2, 3)),  # day and month the wrong way round
        described(forename="Isla Rose"),
    ],
)
def test_a_number_with_forename_and_surname_or_birthday_names_the_pupil(description: Description) -> None:
    assert identify(description, [known()]) == Finding(pupil_id=UUID(int=1))


@pytest.mark.parametrize(
    "description",
    [
        described(forename="Eve"),  # a twin: same surname, same birthday, the other's number
        described(surname="Kerr", forename="Rory", born=date(2010, 1, 1)),
        described(surname="Kerr", born=date(2010, 1, 1)),  # only the forename agrees
    ],
)
def test_a_number_with_less_names_nobody_and_the_centre_is_asked(description: Description) -> None:
    finding = identify(description, [known()])

    assert finding == Finding(
        pupil_id=None, question=QuestionKind.ONE_NUMBER_TWO_PUPILS, other_id=UUID(int=1)
    )


def test_a_twin_with_the_others_number_is_found_by_name_where_known() -> None:
    finding = identify(described(forename="Eve"), [known(1), known(2, forename="Eve", holding=OTHER_SCN)])

    assert finding == Finding(
        pupil_id=UUID(int=2), question=QuestionKind.ONE_NUMBER_TWO_PUPILS, other_id=UUID(int=1)
    )


def test_without_a_number_exactly_one_must_read_the_same() -> None:
    alone = identify(described(quoting=None), [known()])
    doubtful = identify(described(quoting=None), [known(1), known(2, holding=OTHER_SCN)])
    at_home = identify(described(quoting=None), [known(1), known(2, holding=OTHER_SCN, is_here=True)])

    assert [each.pupil_id for each in (alone, doubtful, at_home)] == [UUID(int=1), None, UUID(int=2)]


def test_another_number_for_the_same_details_is_a_question() -> None:
    finding = identify(described(quoting=OTHER_SCN), [known()])

    assert finding == Finding(pupil_id=UUID(int=1), question=QuestionKind.ONE_PUPIL_TWO_NUMBERS)
