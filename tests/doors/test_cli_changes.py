"""The operator's commands that change what transfers go by, as typed: policies, calendars, closures."""

from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.harness.cast import Cast, open_the_hub, pupil

from onward.cli.directory import directory
from onward.cli.policy import policy
from onward.config.main import COMPOSITION
from onward.foundation.clock import today_in_scotland
from onward.operations.policies import PolicyCannotBe
from onward.pupils.models import Enrolment
from onward.transfers.models import LeavingPolicy, Transfer

# The test's database runs already: a command has none to start.
THIS_HUB = replace(COMPOSITION, database=nullcontext)


@pytest.fixture
def cast(hub: None) -> Cast:
    """A pupil who leaves today, by the clock that commands go by."""
    cast = open_the_hub()
    cast.now = datetime.now(UTC)
    cast.say("arbroath", cast.departure(to="selkirk", leaving_on=today_in_scotland(cast.now)))
    return cast


def run(command: str, *arguments: str | Path) -> Result:
    group = {"policy": policy, "directory": directory}[command]
    return CliRunner().invoke(group, [str(each) for each in arguments], obj=THIS_HUB)


def test_policies_are_listed(cast: Cast) -> None:
    result = run("policy", "list", "--authority", "120")

    assert result.exit_code == 0
    assert "none" in result.output
    assert result.output.count("national") == 12
    assert "always" in result.output


def test_policies_of_an_authority_that_is_not_there_are_refused(cast: Cast) -> None:
    result = run("policy", "list", "--authority", "999")

    assert result.exit_code == 2
    assert "no authority has the code 999" in result.output


def test_a_dry_run_shows_what_would_move_and_changes_nothing(cast: Cast) -> None:
    before = Transfer.objects.get().deadline_on

    result = run("policy", "set", "01", "--days", "12", "--dry-run")

    assert "1 running deadlines move." in result.output
    assert "Nothing was changed." in result.output
    assert Transfer.objects.get().deadline_on == before
    assert LeavingPolicy.objects.count() == 12


def test_a_policy_is_set_from_today_on(cast: Cast) -> None:
    result = run("policy", "set", "01", "--authority", "120", "--days", "12", "--settles", "authority")

    assert "The policy is set." in result.output
    row = LeavingPolicy.objects.get(authority="120")
    assert (row.effective_from, row.school_days, row.settles) == (
        today_in_scotland(cast.now),
        12,
        "authority",
    )


def test_what_cannot_be_is_foreseen(cast: Cast) -> None:
    assert isinstance(run("policy", "set", "none", "--days", "0").exception, PolicyCannotBe)


def test_a_calendar_shows_which_deadlines_it_would_move_and_then_moves_them(
    cast: Cast, tmp_path: Path
) -> None:
    file = tmp_path / "holidays.csv"
    first_day = cast.now.date() + timedelta(days=2)
    last_day = first_day + timedelta(days=6)
    file.write_text(f"authority,first_day,last_day,name\n355,{first_day},{last_day},A week\n", "utf-8")
    before = Transfer.objects.get().deadline_on

    shown = run("directory", "calendar", "import", file)
    between = Transfer.objects.get().deadline_on
    run("directory", "calendar", "import", file, "--apply")

    assert "1 counted in 355's school days:" in shown.output
    assert before == between
    assert before
    assert Transfer.objects.get().deadline_on == before + timedelta(days=7)


def test_closing_a_school_lets_everything_go_on_with_its_successor(cast: Cast) -> None:
    keys = [cast.schools[name].key for name in ("selkirk", "leith")]

    result = run("directory", "close", keys[0], "--on", "2026-01-01", "--successor", keys[1])

    assert result.exit_code == 0
    assert f"{keys[0]}: 1 messages went to {keys[1]}." in result.output
    assert f"{keys[0]}: 1 pupils are expected at {keys[1]} now." in result.output
    assert Transfer.objects.get().destination_id == cast.schools["leith"].id


def test_a_closing_to_come_says_what_will_become_of_the_roll(cast: Cast) -> None:
    selkirk, leith = (cast.schools[name].key for name in ("selkirk", "leith"))
    for school in ("selkirk", "leith"):
        cast.say(school, cast.arrival(pupil=pupil(), arrived_on=cast.now.date()))
    on_roll = "1 pupils are on its roll. On 2099-07-01 they"

    followed = run("directory", "close", selkirk, "--on", "2099-07-01", "--successor", leith)
    for_good = run("directory", "close", leith, "--on", "2099-07-01")

    assert f"{selkirk}: {on_roll} go on that of {leith}." in followed.output
    assert "Closes on:     2099-07-01" in followed.output
    assert f"Successor:     {leith} " in followed.output
    assert f"{leith}: {on_roll} are unplaced, and authority 230 is asked where they are." in for_good.output
    assert set(Enrolment.objects.values_list("status", flat=True)) == {"ended", "current"}


def test_a_closed_roll_is_told(cast: Cast) -> None:
    selkirk, leith = (cast.schools[name].key for name in ("selkirk", "leith"))
    for school in ("selkirk", "leith"):
        cast.say(school, cast.arrival(pupil=pupil(), arrived_on=cast.now.date()))

    followed = run("directory", "close", selkirk, "--on", "2026-01-01", "--successor", leith)
    for_good = run("directory", "close", leith, "--on", "2026-01-01")

    assert f"{selkirk}: 1 pupils of its roll are on that of {leith} now." in followed.output
    assert f"{leith}: 2 pupils of its roll are unplaced, and authority 230 is asked" in for_good.output


def test_a_dry_run_of_a_list_says_who_is_on_the_rolls_that_it_closes(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "schools.csv"
    selkirk = cast.schools["selkirk"]
    cast.say("selkirk", cast.arrival(pupil=pupil(), arrived_on=cast.now.date()))
    file.write_text(f"seed,type,closed_on\n{selkirk.seed},{selkirk.type},2026-01-01\n", "utf-8")

    result = run("directory", "import", file)

    assert f"{selkirk.key}: 1 pupils are on its roll. On 2026-01-01 they are unplaced" in result.output
    assert Enrolment.objects.filter(status="current").exists()


def test_a_list_that_closes_a_school_does_the_same(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "schools.csv"
    selkirk = cast.schools["selkirk"]
    file.write_text(f"seed,type,closed_on\n{selkirk.seed},{selkirk.type},2026-01-01\n", "utf-8")

    result = run("directory", "import", file, "--apply")

    assert "1 pupils are unplaced, and their old schools will be asked." in result.output
    assert Transfer.objects.get().state == "unplaced"
