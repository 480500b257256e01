"""The closing table of a test run: what was tested, folder by folder, and how long it took."""

from collections import Counter, defaultdict
from typing import Any

import pytest
from _pytest.terminal import TerminalReporter

WHAT = {
    "rules": "pure rules",
    "rooms": "rooms on a real database",
    "doors": "API, command line and jobs",
    "journeys": "whole journeys",
    "house": "the house itself",
    "faults": "crashes, disorder, abuse",
}


class Counts:
    """How the tests of one folder went."""

    def __init__(self) -> None:
        """Begin with nothing counted."""
        self.passed = 0
        self.failed = 0
        self.seconds = 0.0


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print the table."""
    counts: dict[str, Counts] = defaultdict(Counts)
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            _count(counts[_folder(report)], report, outcome)
    terminalreporter.section("what was tested")
    for folder, count in sorted(counts.items()):
        name = WHAT.get(folder, folder)
        failures = f"{count.failed} FAILED" if count.failed else "all passed"
        terminalreporter.write_line(f"{name:32}{count.passed:6} passed   {failures:12}{count.seconds:8.1f} s")
    for reason, number in Counter(map(_reason, terminalreporter.stats.get("skipped", []))).items():
        terminalreporter.write_line(f"NOT RUN: {number}, {reason}", yellow=True)


def _reason(report: Any) -> str:
    _, _, reason = report.longrepr
    return str(reason).removeprefix("Skipped: ")


def _folder(report: Any) -> str:
    return str(report.nodeid).split("/")[1] if "/" in str(report.nodeid) else "other"


def _count(count: Counts, report: Any, outcome: str) -> None:
    count.seconds += getattr(report, "duration", 0.0)
    if outcome == "passed":
        count.passed += 1
    else:
        count.failed += 1
