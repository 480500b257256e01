import json
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.harness.audit import act, entry_ids, tamper, write
from tests.harness.cluster import WorkerDatabase

from onward.audit.proof import ProofDoesNotHold
from onward.cli.audit import audit
from onward.config.main import COMPOSITION

# The test's database runs already: a command has none to start.
HUB = replace(COMPOSITION, database=nullcontext)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(audit, [str(each) for each in arguments], obj=HUB)


def test_sealing_tells_how_much_was_sealed(committed_db: WorkerDatabase) -> None:
    write(act(1), act(2))

    first, second = run("seal"), run("seal")

    assert "Seal 1 holds 2 entries." in first.output
    assert "Nothing waits" in second.output


def test_a_sound_audit_is_called_sound_and_prints_its_head(committed_db: WorkerDatabase) -> None:
    write(act(1), act(2))
    run("seal")
    write(act(3))

    result = run("verify")

    assert result.exit_code == 0
    assert "Entries: 3, waiting for their seal: 1. Seals: 1." in result.output
    assert "Head: 1:" in result.output
    assert "Sound:" in result.output


def test_an_audit_that_was_tampered_with_fails_and_says_where(committed_db: WorkerDatabase) -> None:
    write(act(1), act(2))
    run("seal")
    changed = entry_ids()[0]
    tamper(committed_db.superuser, "UPDATE audit_entry SET reason = 'other' WHERE id = %s", [changed])

    result = run("verify")

    assert result.exit_code == 1
    assert f"entry changed, entry {changed}, seal 1" in result.output
    assert "Sound" not in result.output


def test_the_head_of_an_earlier_run_is_taken_as_a_witness(committed_db: WorkerDatabase) -> None:
    write(act(1))
    run("seal")
    head = next(line.removeprefix("Head: ") for line in run("verify").output.splitlines() if "Head: " in line)
    tamper(committed_db.superuser, "TRUNCATE audit_seal, audit_entry")

    without, with_head = run("verify"), run("verify", "--head", head)

    assert (without.exit_code, with_head.exit_code) == (0, 1)
    assert "seal removed, seal 1" in with_head.output


def test_a_head_that_is_none_is_refused_in_plain_words(db: None) -> None:
    result = run("verify", "--head", "yesterday")

    assert result.exit_code == 2
    assert "64 hexadecimal digits" in result.output


def test_a_proof_is_checked_by_somebody_who_has_the_file_and_the_keys(
    committed_db: WorkerDatabase, tmp_path: Path
) -> None:
    write(act(7))
    run("seal")
    proof, keys = tmp_path / "proof.json", tmp_path / "keys.json"
    proof.write_text(run("proof", str(entry_ids()[0])).output, encoding="utf-8")
    keys.write_text(run("keys").output, encoding="utf-8")

    result = run("check", proof, "--keys", keys)

    assert result.exit_code == 0
    assert "job sweep\ndid view_transfer to transfer 7" in result.output


def test_a_proof_that_was_bent_does_not_hold(committed_db: WorkerDatabase, tmp_path: Path) -> None:
    write(act(7))
    run("seal")
    proof = json.loads(run("proof", str(entry_ids()[0])).output)
    proof["entry"]["subject_id"] = "8"
    file = tmp_path / "proof.json"
    file.write_text(json.dumps(proof), encoding="utf-8")

    result = run("check", file)

    assert isinstance(result.exception, ProofDoesNotHold)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"audit-1": 5}', '{"audit-1": "00"}'])
def test_a_file_that_holds_no_keys_is_named(tmp_path: Path, content: str) -> None:
    proof, keys = tmp_path / "proof.json", tmp_path / "keys.json"
    proof.write_text("{}", encoding="utf-8")
    keys.write_text(content, encoding="utf-8")

    result = run("check", proof, "--keys", keys)

    assert result.exit_code == 1
    assert "keys.json" in result.output
