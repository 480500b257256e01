"""The exchange as typed: a file goes in, the next school collects it and says that the pupil came."""

import io
import json
import stat
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import Result
from tests.harness import files
from tests.harness.cast import Cast, pupil
from tests.harness.commands import ARBROATH, OPEN, SELKIRK, list_of, run, seen

from onward.audit.models import AuditEntry
from onward.cli.exchange.arrive import arrive
from onward.cli.exchange.collecting import collect
from onward.cli.exchange.desk import desk_of
from onward.cli.exchange.inbox import inbox
from onward.cli.exchange.people import joiners, leavers, worklist
from onward.cli.exchange.send import send
from onward.messaging.documents import upload
from onward.messaging.models import Delivery, Document
from onward.transfers.models import Joiner, Transfer

PROFILE = b"%PDF-1.7 a profile"


@pytest.fixture
def leavers_list(cast: Cast, tmp_path: Path) -> Path:
    return list_of(cast, tmp_path, pupil(), pupil())


@pytest.fixture
def sent(leavers_list: Path) -> Result:
    return run(send, leavers_list, "--school", ARBROATH, *OPEN)


def test_the_inbox_lists_what_waits(sent: Result) -> None:
    result = run(inbox, "--school", SELKIRK)

    lines = result.output.splitlines()
    assert lines[0].split("  ")[0] == "Delivery"
    assert [str(each.id) in result.output for each in seen(Delivery)] == [True, True]
    assert ARBROATH in lines[1]
    assert lines[-1] == "2 waiting of 5600351-primary Selkirk."


def test_what_is_collected_lies_in_the_folder_and_is_acknowledged(sent: Result, tmp_path: Path) -> None:
    folder = tmp_path / "records"

    result = run(collect, "--school", SELKIRK, "--all", "--into", folder)

    assert result.exit_code == 0, result.output
    assert f"2 collected into {folder}, acknowledged; 0 not collected." in result.output
    deliveries = seen(Delivery)
    assert [each.state for each in deliveries] == ["acknowledged", "acknowledged"]
    assert sorted(each.name for each in folder.iterdir()) == sorted(
        f"departure-{d.id}.json" for d in deliveries
    )
    content = json.loads((folder / f"departure-{deliveries[0].id}.json").read_bytes())
    assert (content["kind"], content["destination"]["seed"]) == ("departure", "5600351")
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}


def test_what_is_filed_is_the_end_of_it(sent: Result, tmp_path: Path) -> None:
    run(collect, "--school", SELKIRK, "--all", "--into", tmp_path, "--file")

    again = run(collect, "--school", SELKIRK, "--all", "--into", tmp_path)
    shown = run(inbox, "--school", SELKIRK, "--all")

    assert [each.state for each in seen(Delivery)] == ["filed", "filed"]
    assert "0 collected" in again.output
    assert "2 in the mailbox of" in shown.output
    assert shown.output.count("filed") == 2


def test_records_are_collected_as_transfer_files(sent: Result, tmp_path: Path) -> None:
    result = run(collect, "--school", SELKIRK, "--all", "--into", tmp_path / "ctf", "--as", "ctf")

    made = sorted((tmp_path / "ctf").iterdir())
    assert result.exit_code == 0, result.output
    assert len(made) == 2
    assert all(each.name.startswith("5300120_CTF_5600351_") for each in made)
    assert b"<CTFversion>25.0</CTFversion>" in made[0].read_bytes()
    assert [each.state for each in seen(Delivery)] == ["acknowledged", "acknowledged"]


def test_a_transfer_file_never_takes_the_place_of_another(
    sent: Result, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onward.cli.exchange.saving.LAST_SERIAL", 1)

    run(collect, "--school", SELKIRK, "--all", "--into", tmp_path / "ctf", "--as", "ctf")

    made = sorted(each.relative_to(tmp_path).as_posix() for each in tmp_path.glob("ctf/**/*.xml"))
    assert made == ["ctf/2/5300120_CTF_5600351_001.xml", "ctf/5300120_CTF_5600351_001.xml"]


def test_what_was_written_as_a_transfer_file_can_be_sent_again(sent: Result, tmp_path: Path) -> None:
    run(collect, "--school", SELKIRK, "--all", "--into", tmp_path / "ctf", "--as", "ctf")
    file = next((tmp_path / "ctf").iterdir())

    result = run(send, file, "--school", SELKIRK, *OPEN)

    assert "[taken-as-arrivals]" in result.stderr
    assert len(seen(Transfer, state="arrived")) == 1


def test_one_delivery_is_collected_by_its_identifier(sent: Result, tmp_path: Path) -> None:
    first, second = seen(Delivery)

    run(collect, "--school", SELKIRK, "--id", second.id, "--into", tmp_path)

    assert [each.state for each in seen(Delivery)] == ["available", "acknowledged"]
    assert not (tmp_path / f"departure-{first.id}.json").exists()


def test_another_school_collects_nothing_of_it(sent: Result, tmp_path: Path) -> None:
    result = run(collect, "--school", ARBROATH, "--id", seen(Delivery)[0].id, "--into", tmp_path)

    assert result.exit_code == 3
    assert "[delivery-not-found]" in result.stderr
    assert list(tmp_path.glob("departure-*")) == []


def test_which_to_collect_must_be_said(cast: Cast, tmp_path: Path) -> None:
    result = run(collect, "--school", SELKIRK, "--into", tmp_path)

    assert (result.exit_code, "Give either --id or --all." in result.stderr) == (2, True)


def test_an_expected_pupil_arrives(sent: Result) -> None:
    joiner = seen(Joiner)[0]

    result = run(arrive, "--school", SELKIRK, "--joiner", joiner.id, "--on", "2026-08-31", *OPEN)

    assert result.exit_code == 0, result.output
    assert f"{joiner.id}  arrived" in result.output
    (arrived,) = seen(Transfer, state="arrived")
    assert (arrived.id, str(arrived.arrived_on)) == (joiner.transfer_id, "2026-08-31")


def test_all_who_are_expected_arrive(sent: Result) -> None:
    result = run(arrive, "--school", SELKIRK, "--all-expected", *OPEN)

    assert "2 items: 2 accepted" in result.output
    assert len(seen(Transfer, state="arrived")) == 2


def test_nobody_arrives_before_the_day(sent: Result) -> None:
    result = run(arrive, "--school", SELKIRK, "--all-expected", "--on", "2026-08-20", *OPEN)

    assert "0 items" in result.output


def test_another_school_s_joiner_does_not_arrive(sent: Result) -> None:
    result = run(arrive, "--school", ARBROATH, "--joiner", seen(Joiner)[0].id)

    assert result.exit_code == 3
    assert "[joiner-unknown]" in result.stderr
    assert "REJECTED" in result.output


def test_leavers_joiners_and_the_worklist_are_listed(cast: Cast, tmp_path: Path) -> None:
    child = pupil()
    file = list_of(cast, tmp_path, child)
    run(send, file, "--school", ARBROATH, *OPEN)
    file.write_bytes(file.read_bytes().replace(child["surname"].encode(), b"Zed").replace(b",01,", b",,"))
    file.write_bytes(file.read_bytes().replace(child["scn"].encode(), b""))
    run(send, file, "--school", ARBROATH, *OPEN)

    left = run(leavers, "--school", ARBROATH, "--standing", "awaited")
    coming = run(joiners, "--school", SELKIRK, "--limit", "1")
    asked = run(worklist, "--school", ARBROATH)

    assert child["surname"] in left.output
    assert SELKIRK in left.output
    assert "There are more; --limit shows them." in coming.output
    assert "Say why the pupil left" in asked.output
    assert {"list_leavers", "list_joiners", "list_worklist"} <= {each.act for each in seen(AuditEntry)}


def test_a_school_sees_nothing_of_another(sent: Result) -> None:
    assert "0 leavers." in run(leavers, "--school", SELKIRK).output
    assert "0 joiners." in run(joiners, "--school", ARBROATH).output


def test_documents_come_with_their_record(cast: Cast, tmp_path: Path) -> None:
    said = files.said(cast, pupil()) | {"record": {"documents": [str(uploaded())]}}
    file = tmp_path / "one.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    run(send, file, "--school", ARBROATH, *OPEN)

    result = run(collect, "--school", SELKIRK, "--all", "--into", tmp_path / "in", "--as", "ctf")

    assert result.exit_code == 0, result.output
    (saved,) = tmp_path.glob("in/*-documents/*")
    assert (saved.name, saved.read_bytes()) == ("1-profile.pdf", PROFILE)


def test_without_its_document_nothing_is_acknowledged(cast: Cast, tmp_path: Path) -> None:
    said = files.said(cast, pupil()) | {"record": {"documents": [str(uploaded())]}}
    file = tmp_path / "one.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    run(send, file, "--school", ARBROATH, *OPEN)
    desk_of(ARBROATH).blobs.remove(seen(Document)[0].blob)

    result = run(collect, "--school", SELKIRK, "--all", "--into", tmp_path / "in")

    assert result.exit_code == 3
    assert "NOT COLLECTED" in result.stderr
    assert [each.state for each in seen(Delivery)] == ["collected"]
    assert list(tmp_path.glob("in/departure*.json")) == []


def uploaded() -> UUID:
    desk = desk_of(ARBROATH)
    document = upload(
        io.BytesIO(PROFILE),
        file_name="profile.pdf",
        media_type="application/pdf",
        school=desk.school,
        by=desk.by,
        now=desk.now,
        keyring=desk.keyring,
        blobs=desk.blobs,
    )
    return document.id
