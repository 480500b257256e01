"""Planning the import of a school list: what would change, and every fault with its place."""

from dataclasses import replace
from datetime import date

import pytest
from tests.rules.school_lists import (
    ARBROATH,
    AUTHORITIES,
    BRECHIN,
    FORFAR_ROW,
    JULY,
    KNOWN,
    codes,
    plan,
)

from onward.directory.school_kinds import SchoolType, Sector
from onward.directory.school_list.listed import ListedSchool
from onward.directory.school_list.plan import FieldChange
from onward.directory.school_list.planning import plan_import
from onward.formats.fault_table import fault
from onward.foundation.faults import Level


def test_a_new_school_is_added_with_what_is_usual() -> None:
    done = plan(FORFAR_ROW)

    assert done.faults == ()
    assert done.added == (
        ListedSchool(
            seed="8000003",
            type=SchoolType.SECONDARY,
            name="Forfar High",
            authority="120",
            sector=Sector.PUBLICLY_FUNDED,
            takes_part=True,
        ),
    )


def test_a_new_school_under_900_is_grant_aided() -> None:
    (added,) = plan({**FORFAR_ROW, "authority": "900"}).added

    assert added.sector is Sector.GRANT_AIDED


def test_one_code_can_be_a_primary_and_a_secondary() -> None:
    done = plan({**FORFAR_ROW, "seed": ARBROATH.seed})

    assert [each.key for each in done.added] == ["8000001-secondary"]


def test_a_change_is_shown_field_by_field() -> None:
    done = plan({"seed": "8000001", "type": "primary", "name": "Arbroath Academy", "takes part": "no"})

    (changed,) = done.changed
    assert changed.fields == (
        FieldChange(field="name", before="Arbroath Primary", after="Arbroath Academy"),
        FieldChange(field="takes_part", before=True, after=False),
    )
    assert changed.after.email == ARBROATH.email


def test_a_row_that_says_what_is_known_changes_nothing() -> None:
    done = plan({"seed": "8000001", "type": "Primary", "name": "Arbroath Primary"})

    assert not done.changes_anything
    assert done.unchanged == 1


def test_an_empty_cell_empties_an_optional_value() -> None:
    (changed,) = plan({"seed": "8000001", "type": "primary", "email": ""}).changed

    assert changed.after.email == ""


def test_schools_that_a_list_does_not_name_are_left_alone() -> None:
    done = plan({"seed": "8000001", "type": "primary"})

    assert done.closed == ()


def test_schools_that_a_complete_list_does_not_name_are_closed() -> None:
    done = plan({"seed": "8000001", "type": "primary"}, close_missing_on=JULY)

    (closed,) = done.closed
    assert closed.after == replace(BRECHIN, closed_on=JULY)


def test_a_complete_list_of_one_authority_closes_no_school_of_another() -> None:
    elsewhere = replace(BRECHIN, seed="8000005", authority="260")

    done = plan(
        {"seed": "8000001", "type": "primary"},
        known={ARBROATH.key: ARBROATH, elsewhere.key: elsewhere},
        close_missing_on=JULY,
    )

    assert done.closed == ()


def test_a_school_whose_row_has_a_fault_is_not_closed_as_missing() -> None:
    done = plan(
        {"seed": "8000001", "type": "primary", "name": ""},
        {"seed": "8000002", "type": "primary", "name": "Brechin"},
        close_missing_on=JULY,
    )

    assert codes(done) == [('row 2, column "name"', "empty-field")]
    assert done.closed == ()
    assert len(done.changed) == 1


def test_nothing_is_closed_where_a_row_does_not_say_which_school_it_is() -> None:
    done = plan({"seed": "800000", "type": "primary"}, close_missing_on=JULY)

    assert codes(done) == [
        ('row 2, column "seed"', "wrong-format"),
        ("the list as a whole", "closings-held-back"),
    ]
    assert not done.changes_anything


def test_a_row_that_cannot_be_read_is_named_and_nothing_is_closed() -> None:
    unreadable = fault("row-unreadable", "row 3")
    good = {"seed": "8000001", "type": "primary", "name": "Arbroath"}

    done = plan_import([(2, good), unreadable], known=KNOWN, authorities=AUTHORITIES, close_missing_on=JULY)

    assert [code for _, code in codes(done)] == ["row-unreadable", "closings-held-back"]
    assert len(done.changed) == 1


def test_an_empty_list_closes_nothing() -> None:
    assert not plan(close_missing_on=JULY).changes_anything


def test_a_school_that_has_yet_to_open_is_not_closed_as_missing() -> None:
    later = replace(BRECHIN, opened_on=date(2009, 8, 17))

    done = plan(
        {"seed": "8000001", "type": "primary"},
        known={ARBROATH.key: ARBROATH, later.key: later},
        close_missing_on=JULY,
    )

    assert done.closed == ()


@pytest.mark.parametrize(
    ("cells", "column", "code"),
    [
        ({"seed": "80000031"}, "seed", "wrong-format"),
        ({"type": "nursery"}, "type", "wrong-choice"),
        ({"name": " "}, "name", "empty-field"),
        ({"name": "x" * 201}, "name", "text-too-long"),
        ({"name": "Forfar\x00High"}, "name", "text-unreadable"),
        ({"authority": "121"}, "authority", "authority-unknown"),
        ({"authority": ""}, "authority", "empty-field"),
        ({"sector": "private"}, "sector", "wrong-choice"),
        ({"takes_part": "perhaps"}, "takes_part", "wrong-choice"),
        ({"opened_on": "31/02/2009"}, "opened_on", "no-such-day"),
        ({"closed_on": "soon"}, "closed_on", "wrong-format"),
        ({"successor": "8000001"}, "successor", "wrong-format"),
        ({"successor": "8000009-primary", "closed_on": "2009-07-01"}, "successor", "successor-unknown"),
        ({"successor": "8000003-secondary", "closed_on": "2009-07-01"}, "successor", "successor-is-itself"),
        ({"successor": "8000001-primary"}, "successor", "successor-of-open-school"),
        ({"opened_on": "2009-07-01", "closed_on": "1/7/2009"}, "closed_on", "closes-before-it-opens"),
        ({"email": "nobody"}, "email", "wrong-format"),
        ({"phone": "0" * 31}, "phone", "text-too-long"),
    ],
)
def test_a_bad_cell_is_named_and_the_other_rows_go_through(
    cells: dict[str, str], column: str, code: str
) -> None:
    bad = {**FORFAR_ROW, **cells}
    good = {"seed": "8000004", "type": "primary", "name": "Montrose", "authority": "120"}

    done = plan(bad, {**dict.fromkeys(bad, ""), **good, "takes_part": "yes", "sector": "publicly funded"})

    assert codes(done) == [(f'row 2, column "{column}"', code)]
    assert [each.name for each in done.added] == ["Montrose"]
    assert all(each.mend and each.level is Level.FAULT for each in done.faults)


def test_every_fault_of_a_row_is_named_at_once() -> None:
    done = plan({**FORFAR_ROW, "type": "x", "authority": "1", "opened_on": "y"})

    assert [code for _, code in codes(done)] == ["wrong-choice", "authority-unknown", "wrong-format"]


def test_a_new_school_needs_a_name_and_an_authority() -> None:
    done = plan({"seed": "8000003", "type": "secondary"})

    assert codes(done) == [
        ('row 2, column "name"', "missing-field"),
        ('row 2, column "authority"', "missing-field"),
    ]


def test_a_list_without_keys_is_refused_as_a_whole() -> None:
    done = plan({"name": "Forfar High"}, {"name": "Montrose"})

    assert codes(done) == [("row 1", "columns-missing")]


def test_headings_are_known_by_other_names_and_unknown_ones_are_pointed_out() -> None:
    done = plan({"SEED Code": "8000001", "School-Type": "primary", "Head teacher": "Somebody"})

    assert codes(done) == [('row 1, column "Head teacher"', "column-unknown")]
    assert done.unchanged == 1


def test_the_same_row_twice_counts_once() -> None:
    done = plan(FORFAR_ROW, FORFAR_ROW)

    assert codes(done) == [('row 3, column "seed"', "row-repeated")]
    assert len(done.added) == 1


def test_rows_that_contradict_each_other_are_all_refused() -> None:
    done = plan(FORFAR_ROW, {**FORFAR_ROW, "name": "Forfar Academy"})

    assert codes(done) == [
        ('row 3, column "seed"', "school-repeated"),
        ('row 2, column "seed"', "school-repeated"),
    ]
    assert not done.changes_anything
