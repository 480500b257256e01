from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from onward.foundation.missing import (
    Circumstances,
    MissingLimits,
    missing_from,
    missing_from_education,
)

LAST_DAY = date(2026, 3, 2)
OUT = Circumstances(
    of_compulsory_age=True,
    on_a_roll=False,
    educated_otherwise=False,
    last_educated_on=LAST_DAY,
    vulnerable=False,
)
VULNERABLE = replace(OUT, vulnerable=True)


def after(days: int) -> date:
    return LAST_DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("child", "days", "missing"),
    [
        (OUT, -1, False),
        (OUT, 0, False),
        (OUT, 27, False),
        (OUT, 28, True),
        (OUT, 400, True),
        (VULNERABLE, 0, False),
        (VULNERABLE, 2, False),
        (VULNERABLE, 3, True),
    ],
)
def test_a_child_is_missing_after_four_weeks_or_three_days_if_vulnerable(
    child: Circumstances,
    days: int,
    missing: bool,
) -> None:
    assert missing_from_education(child, on=after(days)).is_missing is missing


@pytest.mark.parametrize(("age", "roll", "otherwise"), list(product((True, False), repeat=3)))
def test_only_a_child_of_school_age_on_no_roll_and_not_educated_otherwise_is_missing(
    age: bool,
    roll: bool,
    otherwise: bool,
) -> None:
    child = replace(OUT, of_compulsory_age=age, on_a_roll=roll, educated_otherwise=otherwise)

    finding = missing_from_education(child, on=after(100))

    assert finding.is_missing is (age and not roll and not otherwise)


@pytest.mark.parametrize(
    ("child", "days", "reason"),
    [
        (replace(OUT, of_compulsory_age=False), 40, "Not of compulsory school age."),
        (replace(OUT, on_a_roll=True), 40, "On a school roll."),
        (
            replace(OUT, educated_otherwise=True),
            40,
            "Educated otherwise: at home, privately or in alternative provision.",
        ),
        (OUT, 0, "Still in education."),
        (OUT, 1, "Not yet: 1 day without education; the limit is 28."),
        (
            VULNERABLE,
            5,
            "On no school roll and not educated otherwise: 5 days without education; the limit is 3.",
        ),
        (replace(OUT, last_educated_on=None), 0, "On no school roll, and no day of education is known."),
    ],
)
def test_the_reason_is_said_in_words(child: Circumstances, days: int, reason: str) -> None:
    assert missing_from_education(child, on=after(days)).reason == reason


def test_a_child_with_no_known_day_of_education_is_missing_at_once() -> None:
    child = replace(OUT, last_educated_on=None)

    assert missing_from_education(child, on=LAST_DAY).is_missing


def test_the_limits_are_policy() -> None:
    strict = MissingLimits(days=10, vulnerable_days=2)

    assert missing_from_education(OUT, on=after(10), limits=strict).is_missing
    assert missing_from_education(VULNERABLE, on=after(2), limits=strict).is_missing
    assert not missing_from_education(OUT, on=after(9), limits=strict).is_missing


def test_the_first_day_of_being_missing_is_known_beforehand() -> None:
    first = missing_from(LAST_DAY, limit=MissingLimits().of(OUT))

    assert missing_from_education(OUT, on=first).is_missing
    assert not missing_from_education(OUT, on=first - timedelta(days=1)).is_missing
