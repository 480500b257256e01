"""Every page that each role can come to, walked to in a real browser, with the same questions asked of each.

Axe with the rules of WCAG 2.2 AA at 1280 and at 360 pixels; nothing to move sideways at 1280, 640 (a zoom
of 200 %), 360 and 320; one first heading; a title without personal data; no error on the console, nothing
that the security policy refused, nothing asked of another origin; nothing behind what sticks. A form that
fails when it is empty is sent empty. Without script the same pages are there. ONWARD_SHOTS=DIR keeps
pictures.
"""

from pathlib import Path
from typing import Final

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests.harness.crawling import Crawl
from tests.harness.furnished import Furnished, furnish, school_of
from tests.harness.looking import Looker
from tests.harness.signing_in import sign_in
from tests.harness.web_addresses import routes
from tests.harness.web_seats import table
from tests.journeys.conftest import OpenPage, RunningHub

pytestmark = pytest.mark.slow

PEOPLE: Final = {
    "office": "School office",
    "s2s": "School to School co-ordinator",
    "cme": "Children missing from education co-ordinator",
    "national": "National officer for children missing from education",
    "analyst": "Analyst",
    "admin-council": "Administrator of an organisation",
    "operator": "Operator",
}
FAILS_EMPTY: Final = frozenset(
    {
        "files",
        "new_joiner",
        "new_leaver_step",
        "invite_person",
        "pupils",
        "national_pupils",
        "register_system",
        "grant_school",
        "set_policy",
        "import_schools",
        "import_calendars",
        "confirm_leaver",
    }
)
"""Forms of which nothing comes when they are sent empty."""
OPEN_TO_ALL: Final = frozenset({"style", "style_component"})
NOT_ON_A_WALK: Final = {
    "change_seat": "shown to who has several seats only",
    "check_new_leaver": "comes after four answered steps; the journey of leavers goes there",
    "sent_leaver": "comes after a leaver is sent; the journey of leavers goes there",
    "forget_new_leaver": "stands beside a form that was begun; the journey of leavers goes there",
    "undo_arrivals": "offered for two minutes after an arrival; the journey of joiners presses it",
    "recorded_joiner": "comes after an arrival; the journey of joiners goes there",
    "export_leavers": "a co-ordinator has the export of the board",
    "reopen_school": "offered for a closed school, of which the walk may see two open ones first",
    "rotate_credential": "offered to credentials that are alive; the journey of systems goes there",
    "revoke_credential": "offered to credentials that are alive; the journey of systems goes there",
    "audit_proof": "given for what is sealed; the tests of the audit's pages take it",
    "send_file": "offered for a file with something good in it; the journey of files sends one",
    "file_result": "offered for a file with something good in it; the matrix takes it",
    "delivery_document": "offered for a record with documents, once opened; the matrix takes it",
    "delivery_as_file": "offered for a record, once opened; the matrix takes it",
    "kept_answer": "what somebody had typed when the session ended; the tests of kept answers make one",
    "kept_answer_fields": "the same, as fields",
    "throw_away_kept": "the same, thrown away",
    "reminder": "an e-mail leads there; the tests of e-mails follow it",
    "confirm_own_address": "offered when e-mails have failed; the tests of e-mails make them fail",
    "confirm_address": "the same, offered to administrators",
    "leaver_as_pdf": "a co-ordinator has the authority's own",
    "found_schools": "fetched by a script while one types; the tests of suggestions ask it",
    "mend_row": "offered in a file with faults; the journey of files goes there",
    "leaver": "a co-ordinator has a page of the authority's own",
}
"""Pages that a role may open and a walk from the first page need not meet, and why."""


@pytest.fixture(scope="module")
def furnished(running: RunningHub) -> Furnished:
    """Something in every list of the demonstration's school and authority."""
    return furnish(running.keyring, home=school_of(running.people[PEOPLE["office"]].email))


def search(page: Page, furnished: Furnished) -> None:
    """Look for a pupil, whose page is reached by what is found."""
    page.goto("/pupils")
    page.get_by_label("SCN or UPN").fill(furnished.sought)
    with page.expect_navigation():
        page.get_by_role("button", name="Search").click()


def drop_a_file(page: Page, folder: Path) -> None:
    """Drop a list with a fault in it."""
    file = folder / "leavers.csv"
    file.write_text("Surname,Forename,Date of birth\nAhern,Isla,4.5.16\n", encoding="utf-8")
    page.goto("/files")
    page.get_by_label("File").set_input_files(file)
    page.get_by_text("Yes: there is no reason to keep them secret").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Check the file").click()


def open_a_record(page: Page) -> None:
    """Open what lies in the mailbox, so that it can be read and taken away."""
    page.goto("/mailbox")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Open it").click()


@pytest.mark.parametrize("seat", PEOPLE)
def test_every_page_of_a_role_is_for_everybody(
    running: RunningHub, furnished: Furnished, open_page: OpenPage, tmp_path: Path, seat: str
) -> None:
    page = open_page()
    looker = Looker(role=seat, origin=running.address)
    looker.watch(page)
    sign_in(page, running.people[PEOPLE[seat]])
    left_out = frozenset() if seat == "analyst" else OPEN_TO_ALL
    crawl = Crawl(
        page=page, origin=running.address, look=looker.look, left_out=left_out, fails_empty=FAILS_EMPTY
    )

    if seat == "office":
        drop_a_file(page, tmp_path)
        crawl.arrived()
        open_a_record(page)
        crawl.arrived()
    if seat in {"office", "s2s", "cme"}:
        search(page, furnished)
        crawl.arrived()
    crawl.walk("/")
    crawl.walk(reverse("kept_answers"))

    assert looker.faults == []
    assert missed(seat, crawl.reached) == set()


def missed(seat: str, reached: set[str]) -> set[str]:
    """Return the pages that a seat may open, and that were not met though a walk should meet them."""
    is_mine = {name for name, (_, opens_to) in table().items() if seat in opens_to}
    found_by_search = {"found_national_pupils", "national_pupil", "pupil_who_joins", "pupil_who_left"}
    return is_mine - reached - set(NOT_ON_A_WALK) - found_by_search


@pytest.mark.parametrize("seat", PEOPLE)
def test_every_page_of_a_role_is_there_without_script(
    running: RunningHub, furnished: Furnished, open_page: OpenPage, seat: str
) -> None:
    page = open_page(java_script_enabled=False)
    sign_in(page, running.people[PEOPLE[seat]])

    def look(page: Page, route: str) -> None:
        assert page.locator("h1").count() == 1, route

    crawl = Crawl(
        page=page,
        origin=running.address,
        look=look,
        each_route=1,
        left_out=OPEN_TO_ALL,
        fails_empty=FAILS_EMPTY,
    )
    crawl.walk("/")

    assert "home" in crawl.reached
    assert {route.name for route in routes()} & crawl.reached
