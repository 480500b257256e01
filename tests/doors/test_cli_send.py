"""`onward send` and `onward template`: files as offices make them, and what they are told."""

import csv
import stat
from pathlib import Path

import pytest
from click.testing import Result
from openpyxl import load_workbook
from tests.harness.cast import Cast, pupil
from tests.harness.commands import ARBROATH, OPEN, list_of, run, seen

from onward.audit.models import AuditEntry
from onward.cli.exchange.send import send
from onward.cli.exchange.templates import template
from onward.directory.errors import SchoolNotFound
from onward.messaging.models import Message
from onward.transfers.models import Transfer


@pytest.fixture
def leavers_list(cast: Cast, tmp_path: Path) -> Path:
    return list_of(cast, tmp_path, pupil(), pupil())


@pytest.fixture
def sent(leavers_list: Path) -> Result:
    return run(send, leavers_list, "--school", ARBROATH, *OPEN)


def test_a_list_is_sent_and_summed_up(sent: Result) -> None:
    assert sent.exit_code == 0, sent.output
    assert "2 items: 2 accepted, 0 sent before and not doubled, 0 rejected." in sent.output
    assert "Read as CSV for 5300120-primary Arbroath" in sent.output
    assert len(seen(Transfer, state="expected")) == 2


def test_a_rejected_pupil_is_told_with_line_code_and_mend(cast: Cast, tmp_path: Path) -> None:
    file = list_of(cast, tmp_path, pupil(), pupil(scn="051234562"))

    result = run(send, file, "--school", ARBROATH, *OPEN)

    assert result.exit_code == 3
    assert 'FAULT row 3, column "SCN" [scn-invalid]:' in result.stderr
    assert "Check the nine digits" in result.stderr
    assert "1 accepted, 0 sent before and not doubled, 1 rejected." in result.output


def test_a_mended_list_doubles_nothing(cast: Cast, tmp_path: Path) -> None:
    good, bad = pupil(), pupil(scn="051234562")
    run(send, list_of(cast, tmp_path, good, bad), "--school", ARBROATH, *OPEN)

    result = run(send, list_of(cast, tmp_path, bad | {"scn": ""}, good), "--school", ARBROATH, *OPEN)

    assert "1 accepted, 1 sent before and not doubled, 0 rejected." in result.output
    assert len(seen(Message)) == 2


def test_warnings_are_told_by_their_kind(leavers_list: Path) -> None:
    result = run(send, leavers_list, "--school", ARBROATH)

    assert "2 x WARNING [protection-not-answered]:" in result.output
    assert "First: row 2." in result.output


def test_a_check_keeps_nothing(leavers_list: Path) -> None:
    result = run(send, leavers_list, "--school", ARBROATH, *OPEN, "--check")

    assert "2 accepted" in result.output
    assert "This was a check: nothing was kept." in result.output
    assert seen(Message) == []


def test_every_verdict_is_written_for_a_spreadsheet(cast: Cast, tmp_path: Path) -> None:
    file, results = list_of(cast, tmp_path, pupil(), pupil(scn="051234562")), tmp_path / "verdicts.csv"

    run(send, file, "--school", ARBROATH, *OPEN, "--results", results)

    rows = list(csv.DictReader(results.read_text(encoding="utf-8-sig").splitlines()))
    assert [(row["Row"], row["Verdict"], row["Code"]) for row in rows] == [
        ("2", "accepted", ""),
        ("3", "rejected", "scn-invalid"),
    ]
    assert stat.S_IMODE(results.stat().st_mode) == 0o600


def test_own_headings_are_mapped(cast: Cast, tmp_path: Path) -> None:
    file = list_of(cast, tmp_path, pupil())
    file.write_bytes(file.read_bytes().replace(b"Date of birth", b"Cake day").replace(b"Stage", b"Room"))

    result = run(
        send,
        file,
        "--school",
        ARBROATH,
        *OPEN,
        "--map",
        "Cake day=pupil.born",
        "--map",
        "Room=",
        "--kind",
        "leavers",
    )

    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""


def test_a_mapping_without_a_field_is_explained(leavers_list: Path) -> None:
    result = run(send, leavers_list, "--school", ARBROATH, "--map", "Cake day")

    assert result.exit_code == 2
    assert 'write it as "Heading=field"' in result.stderr


def test_a_file_that_cannot_be_read_is_refused_whole(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(b"%PDF-1.7")

    result = run(send, file, "--school", ARBROATH)

    assert result.exit_code == 3
    assert "[file-kind-unknown]" in result.stderr
    assert "Nothing of the file could be read" in result.output


def test_a_school_that_is_not_listed_is_foreseen(leavers_list: Path) -> None:
    result = run(send, leavers_list, "--school", "9999999-primary")

    assert isinstance(result.exception, SchoolNotFound)


def test_who_sent_it_is_in_the_audit(sent: Result) -> None:
    entries = seen(AuditEntry, act="send_departure")

    assert {(each.door, each.actor_id) for each in entries} == {("cli", "command-line")}
    assert all("-" in each.request_id for each in entries)


def test_a_template_is_written_and_can_be_sent_back(cast: Cast, tmp_path: Path) -> None:
    made = [
        run(template, "leavers", "--out", tmp_path / "l.xlsx"),
        run(template, "joiners", "--out", tmp_path / "j.csv"),
    ]
    book = load_workbook(tmp_path / "l.xlsx")
    child = pupil()
    book.worksheets[0].append(["Ash", "Ann", "", "", "", "04/05/2016", "F", child["scn"]])
    headings = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(2, headings.index("Leaving date") + 1, "28/08/2026")
    book.save(tmp_path / "l.xlsx")

    result = run(send, tmp_path / "l.xlsx", "--school", ARBROATH, *OPEN)

    assert [each.exit_code for each in made] == [0, 0]
    assert "1 accepted" in result.output, result.stderr


def test_a_template_overwrites_nothing(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text("mine", encoding="utf-8")

    results = [run(template, "leavers", "--out", tmp_path / name) for name in ("l.csv", "l.doc")]

    assert [each.exit_code for each in results] == [2, 2]
    assert (tmp_path / "l.csv").read_text(encoding="utf-8") == "mine"
