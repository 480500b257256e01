"""Every list leaves the service in one way: as its page shows it, signed, written down, without formulas."""

import csv
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.doors.test_web_mailbox import sent
from tests.harness.audit import acts_of
from tests.harness.cast import CLERK, Cast
from tests.harness.people import employ, signed_in
from tests.harness.systems import MovedClock

from onward.access.facts import NATIONAL_SERVICE, Organisation, at_authority
from onward.formats.lists.safe_xlsx import xlsx_pieces
from onward.operations.sweeps.alarms import raise_alarms

ANGUS, BORDERS = at_authority("120"), at_authority("355")

LISTS: dict[str, tuple[str, Organisation, str, str]] = {
    "alarms": ("s2s-coordinator", BORDERS, "/authority/alarms/file?as={}", "export_alarms"),
    "schools": ("s2s-coordinator", ANGUS, "/authority/schools/file?as={}", "export_schools"),
    "closed": ("s2s-coordinator", ANGUS, "/authority/closed-schools/file?as={}", "export_closed_schools"),
    "people": ("administrator", ANGUS, "/people/file?as={}", "export_people"),
    "review": ("administrator", ANGUS, "/people/review/file?as={}", "export_who_sees_pupils"),
    "systems": ("operator", NATIONAL_SERVICE, "/systems?list=systems&as={}", "export_systems"),
    "jobs": ("operator", NATIONAL_SERVICE, "/jobs?list=jobs&as={}", "export_jobs"),
    "emails": ("operator", NATIONAL_SERVICE, "/emails?list=emails&as={}", "export_emails"),
    "policies": ("operator", NATIONAL_SERVICE, "/policies?list=policies&as={}", "export_policies"),
    "audit": ("operator", NATIONAL_SERVICE, "/audit?list=audit&as={}", "export_audit"),
    "country": ("analyst", NATIONAL_SERVICE, "/country?list=councils-left&as={}", "export_councils_left"),
}


def somebody(cast: Cast, role: str, at: Organisation) -> tuple[Client, Callable[[], list[str]]]:
    person = employ(role, at, now=cast.now, name="Petra Person", email="petra@cast.example")
    return signed_in(person), lambda: acts_of(person)


def rows_of_csv(answer: Any) -> list[list[str]]:
    return rows_of(answer.getvalue())


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"))))


def rows_of_xlsx(content: bytes) -> list[list[str]]:
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    return [[str(each) for each in row if each is not None] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", sorted(LISTS))
def test_each_list_is_given_out_signed_and_written_down(cast: Cast, name: str, form: str) -> None:
    role, at, address, act = LISTS[name]
    client, acts = somebody(cast, role, at)

    answer = client.get(address.format(form))

    assert answer.status_code == 200
    content = answer.getvalue()
    rows = rows_of(content) if form == "csv" else rows_of_xlsx(content)
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    assert len(rows[0]) > 1
    assert rows[-1][0].startswith("Taken by Petra Person on ")
    assert acts()[-1] == act


@pytest.mark.parametrize("name", sorted(LISTS))
def test_nobody_takes_a_list_whose_page_they_may_not_open(cast: Cast, morag: Client, name: str) -> None:
    address = LISTS[name][2]

    assert morag.get(address.format("csv")).status_code == 404


def test_alarms_are_given_out_as_they_are_filtered(cast: Cast, clock: MovedClock) -> None:
    sent(cast, 2)
    clock.later(days=60)
    raise_alarms(by=CLERK, now=clock.now())
    client, _ = somebody(cast, "s2s-coordinator", BORDERS)

    every = rows_of_csv(client.get("/authority/alarms/file"))
    old = rows_of_csv(client.get("/authority/alarms/file?weeks=12"))
    page = client.get("/authority/alarms").content.decode()

    assert len(every) == 1 + 2 + 1
    assert len(old) == 1 + 0 + 1
    assert "/authority/alarms/file?as=csv" in page
    assert "/authority/alarms/file?as=xlsx" in page


def test_an_audit_search_is_given_out_with_the_same_words(cast: Cast) -> None:
    sent(cast)
    client, _ = somebody(cast, "operator", NATIONAL_SERVICE)
    client.get("/jobs?list=jobs&as=csv")

    rows = rows_of_csv(client.get("/audit?act=export_jobs&list=audit&as=csv"))

    assert [row[1] for row in rows[1:-1]] == ["export_jobs"]


def test_a_list_that_the_page_does_not_have_is_the_page(cast: Cast) -> None:
    client, _ = somebody(cast, "operator", NATIONAL_SERVICE)

    assert "<h1" in client.get("/jobs?list=emails&as=csv").content.decode()


def test_a_link_to_act_is_no_column_of_a_file(cast: Cast) -> None:
    client, _ = somebody(cast, "operator", NATIONAL_SERVICE)

    assert "Proof" not in rows_of_csv(client.get("/audit?list=audit&as=csv"))[0]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', "a\x07b"])
def test_no_cell_of_a_workbook_is_a_formula(text: str) -> None:
    content = b"".join(xlsx_pieces([["Heading"], [text]]))

    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    cell = sheet["A2"]
    assert cell.data_type == "s"
    assert cell.value == text.replace("\x07", "")
