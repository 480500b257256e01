"""`./onward bench` as a whole: it measures everything, tells it twice, and leaves nothing behind."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onward.demo.page_bench.pages import PAGES

pytestmark = pytest.mark.slow
FIGURES = [
    "commits", "commits_20k", "copy_20k", "copy_2k", "single", "batch_20k", "batch_2k", "mailbox", "leavers",
    "departures_20k", "departures_2k", "records_20k", "records_2k", "arrivals", "query_without_policies",
    "query_with_policies",
]  # fmt: skip
COMPARED = {"single", "batch_20k", "batch_2k", "departures_20k", "records_2k", "query_with_policies"}
ALWAYS_THERE = {"home", "leavers", "leaver", "authority_out", "authority_leaver", "audit_proof"}
WITH_LATENCY = {"single", "batch_20k", "batch_2k", "mailbox", "leavers"}


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="onward-bench-test-") as name:
        Path(name).chmod(0o711)
        yield Path(name)


@pytest.fixture(scope="module")
def done(folder: Path) -> subprocess.CompletedProcess[str]:
    return bench(folder)


def bench(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-P", "-m", "onward.config", "bench", "--quick", "--markdown", *options]
    environment = {**os.environ, "PYTHONPATH": "src", "COLUMNS": "200", "ONWARD_DATA": str(folder / "none")}
    return subprocess.run(
        [*command, "--in", str(folder), "--json", str(folder / "figures.json")],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def report(done: subprocess.CompletedProcess[str], folder: Path) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    return report


def test_every_figure_is_measured_beside_the_disk(report: dict[str, Any]) -> None:
    figures = report["figures"]

    assert [each["name"] for each in figures] == FIGURES
    assert all(each["per_second"] > 0 and each["syncs_per_second"] > 0 for each in figures)
    assert {each["name"] for each in figures if each["ratio"]} >= COMPARED


def test_what_is_asked_over_http_has_its_latency(report: dict[str, Any]) -> None:
    latencies = {each["name"]: each["latency"] for each in report["figures"] if each["latency"]}

    assert set(latencies) == WITH_LATENCY
    assert all(0 < each["p50"] <= each["p95"] <= each["p99"] for each in latencies.values())


def test_the_table_has_a_row_for_each_figure(
    done: subprocess.CompletedProcess[str], report: dict[str, Any]
) -> None:
    for each in report["figures"]:
        assert re.search(rf"^\| {re.escape(each['what'])} ", done.stdout, re.MULTILINE)


def test_nothing_is_left_behind(done: subprocess.CompletedProcess[str], folder: Path) -> None:
    assert done.returncode == 0
    assert [each.name for each in folder.iterdir()] == ["figures.json"]


def test_every_page_is_opened_on_an_invented_nation() -> None:
    with tempfile.TemporaryDirectory(prefix="onward-bench-test-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        done = bench(folder, "--pages")
        assert done.returncode == 0, done.stderr
        report = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
        left = [each.name for each in folder.iterdir()]

    opened, empty = {(each["page"], each["role"]) for each in report["pages"]}, set(report["without_rows"])
    assert opened | {(each.title, each.role) for each in PAGES if each.title in empty} == {
        (each.title, each.role) for each in PAGES
    }
    assert not empty & ALWAYS_THERE
    assert all(0 < each["p50"] <= each["p95"] <= each["longest"] for each in report["pages"])
    assert all(each["statements"] > 0 and each["kilobytes"] >= 0 for each in report["pages"])
    assert report["nation"]["pupils"] > 1_000
    assert report["nation"]["transfers"] > 0
    assert all(f"| {each['page']} " in done.stdout for each in report["pages"])
    assert left == ["figures.json"]
