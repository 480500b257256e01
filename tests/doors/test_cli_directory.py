"""The operator's commands about the directory, as typed."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.rooms.directory_world import KEEPER, NOW, opened

from onward.audit.models import AuditEntry
from onward.cli.directory import directory
from onward.config.main import COMPOSITION
from onward.directory import services
from onward.directory.errors import SchoolNotFound
from onward.directory.models import Holiday
from onward.directory.register import current_register
from onward.directory.school_kinds import NotASchoolKey

pytestmark = pytest.mark.usefixtures("nation")
# The test's database runs already: a command has none to start.
THIS_HUB = replace(COMPOSITION, database=nullcontext)
SCHOOLS = """\
seed,type,name,authority
8000001,primary,Arbroath Primary,120
8000003,secondary,Forfar High,120
8000004,nursery,Montrose Nursery,121
"""


@pytest.fixture
def nation(hub: None) -> None:
    services.load_authorities(by=KEEPER, now=NOW)
    opened(1)
    opened(2)


@pytest.fixture
def school_list(tmp_path: Path) -> Path:
    file = tmp_path / "schools.csv"
    file.write_text(SCHOOLS, encoding="utf-8")
    return file


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(directory, [str(each) for each in arguments], obj=THIS_HUB)


def names() -> list[str]:
    return [school.name for school in current_register().by_id.values()]


def test_an_import_shows_what_would_change_and_changes_nothing(school_list: Path) -> None:
    result = run("import", school_list)

    assert "8000003-secondary Forfar High (120)" in result.output
    assert "8000001-primary name: School 1 -> Arbroath Primary" in result.output
    assert "1 added, 1 changed, 0 closed, 0 unchanged." in result.output
    assert "Nothing was changed. Add --apply to do this." in result.output
    assert names() == ["School 1", "School 2"]


def test_every_fault_is_shown_with_its_place_and_how_to_mend_it(school_list: Path) -> None:
    result = run("import", school_list)

    assert 'FAULT row 4, column "type" [wrong-choice]:' in result.stderr
    assert 'FAULT row 4, column "authority" [authority-unknown]:' in result.stderr
    assert "Use one of: primary, secondary, special." in result.stderr
    assert result.exit_code == 1


def test_good_rows_are_imported_past_bad_ones(school_list: Path) -> None:
    result = run("import", school_list, "--apply")

    assert "The directory is changed." in result.output
    assert names() == ["Arbroath Primary", "School 2", "Forfar High"]
    assert AuditEntry.objects.filter(door="cli", act="change_school").count() == 1


def test_a_complete_list_closes_what_it_does_not_name(tmp_path: Path) -> None:
    file = tmp_path / "schools.csv"
    file.write_text("seed,type\n8000001,primary\n", encoding="utf-8")

    result = run("import", file, "--apply", "--complete", "--on", "2009-07-01")

    assert "8000002-primary School 2, on 2009-07-01" in result.output
    assert result.exit_code == 0
    assert current_register().school("8000002-primary").closed_on == date(2009, 7, 1)


def test_what_was_exported_changes_nothing_when_it_is_imported(tmp_path: Path) -> None:
    file = tmp_path / "schools.csv"

    exported, imported = run("export", file), run("import", file, "--apply")

    assert (exported.exit_code, imported.exit_code) == (0, 0)
    assert "0 added, 0 changed, 0 closed, 2 unchanged." in imported.output
    assert "There is nothing to change." in imported.output


def test_a_file_that_is_no_list_is_refused_in_plain_words(tmp_path: Path) -> None:
    file = tmp_path / "schools.csv"
    file.write_bytes(b"")

    result = run("import", file)

    assert result.exit_code == 1
    assert "FAULT the file [file-empty]: The file is empty." in result.stderr


def test_a_long_list_is_shown_in_part(tmp_path: Path) -> None:
    rows = [f"80001{number:02},primary,School {number},120" for number in range(25)]
    file = tmp_path / "schools.csv"
    file.write_text("\n".join(["seed,type,name,authority", *rows]), encoding="utf-8")

    result = run("import", file)

    assert "and 5 more" in result.output


def test_a_school_is_closed_and_reopened() -> None:
    closed = run("close", "8000001-primary", "--on", "2009-07-01", "--successor", "8000002-primary")
    reopened = run("reopen", "8000001-primary")

    assert "Closed:        2009-07-01" in closed.output
    assert "Answers today: 8000002-primary School 2" in closed.output
    assert "Answers today: 8000001-primary School 1" in reopened.output


def test_a_school_is_shown() -> None:
    result = run("show", "8000001-primary")

    assert "School:        8000001-primary School 1" in result.output
    assert "Authority:     120 Angus" in result.output


@pytest.mark.parametrize(("key", "error"), [("8000009-primary", SchoolNotFound), ("8000001", NotASchoolKey)])
def test_a_school_that_is_not_listed_is_foreseen(key: str, error: type[Exception]) -> None:
    assert isinstance(run("show", key).exception, error)


def test_holidays_are_shown_imported_and_exported(tmp_path: Path) -> None:
    file, copy = tmp_path / "holidays.csv", tmp_path / "copy.csv"
    file.write_text(
        "authority,first_day,last_day,name\n120,2009-10-05,2009-10-16,October\n", encoding="utf-8"
    )

    shown = run("calendar", "import", file)
    before = Holiday.objects.count()
    run("calendar", "import", file, "--apply")
    run("calendar", "export", copy)

    assert "120 October, 2009-10-05 to 2009-10-16" in shown.output
    assert "Nothing was changed." in shown.output
    assert before == 0
    assert not current_register().calendar_of("120").is_school_day(date(2009, 10, 16))
    assert copy.read_text(encoding="utf-8").splitlines() == file.read_text(encoding="utf-8").splitlines()
