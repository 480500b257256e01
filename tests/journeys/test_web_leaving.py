"""A school office says who leaves, in a real browser: one by one, by a file, and what comes after."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.harness.browser import at_360, check_accessible, screenshot
from tests.harness.cast import Cast, pupil
from tests.harness.files import csv_file, xlsx_file
from tests.harness.people import employ, signed_in
from tests.journeys.conftest import OpenPage, RunningHub

from onward.access.facts import at_school
from onward.database.sight import seen_as
from onward.directory.register import SchoolFact, current_register
from onward.foundation.clock import SystemClock, today_in_scotland
from onward.foundation.sight import HUB
from onward.operations.intake import Verdict

pytestmark = pytest.mark.slow


@dataclass(frozen=True, kw_only=True)
class Office:
    """A school office, signed in: its page, and the school that its pupils go to."""

    page: Page
    cast: Cast

    @property
    def there(self) -> SchoolFact:
        """The school that its pupils go to."""
        return self.cast.schools["selkirk"]

    def has_said(self, **changes: Any) -> Verdict:
        """Let a pupil leave, as the school's own system says it."""
        left = today_in_scotland(self.cast.now) - timedelta(days=1)
        verdict = self.cast.say("arbroath", self.cast.departure(leaving_on=left, **changes))
        assert verdict.is_accepted
        return verdict

    def sees(self, title: str, name: str) -> None:
        """Check what every page has to be, and keep its picture."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)
        check_accessible(self.page)
        at_360(self.page)
        screenshot(self.page, name)

    def goes_on(self) -> None:
        """Press the button of a step."""
        self.page.get_by_role("button", name="Continue").click()

    def fills_in_the_pupil(self, surname: str) -> None:
        """Answer who leaves and when."""
        page, left = self.page, today_in_scotland(self.cast.now)
        page.get_by_label("Surname").fill(surname)
        page.get_by_label("Forename").fill("Isla")
        self.writes("Date of birth", 4, 5, 2016)
        page.get_by_text("Female").click()
        page.get_by_label("Stage").select_option("P5")
        self.writes("Last day at your school", left.day, left.month, left.year)

    def comes_to_the_destination(self) -> None:
        """Answer all that comes before it."""
        self.page.goto("/leavers/new")
        self.page.get_by_text("Publicly funded school in Scotland").click()
        self.goes_on()
        self.fills_in_the_pupil("Ahern")
        self.goes_on()

    def writes(self, label: str, *day: int) -> None:
        """Write a day into its three boxes."""
        group = self.page.get_by_role("group", name=label)
        for part, value in zip(("Day", "Month", "Year"), day, strict=True):
            group.get_by_label(part).fill(str(value))


@pytest.fixture
def office(running: RunningHub, open_page: OpenPage, request: pytest.FixtureRequest) -> Office:
    """The office of a primary school, in a browser with or without script."""
    with seen_as(HUB):
        schools = [
            each
            for each in current_register().by_id.values()
            if each.type.value == "primary" and each.takes_part
        ]
    now = SystemClock().now()
    client = signed_in(employ("school-office", at_school(schools[0].id), now=now))
    page = open_page(java_script_enabled=getattr(request, "param", True))
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": running.address}]
    )
    here = {"arbroath": schools[0], "selkirk": schools[1]}
    return Office(page=page, cast=Cast(schools=here, now=now, keyring=running.keyring))


def test_a_leaver_is_sent(office: Office) -> None:
    page = office.page

    page.goto("/leavers")
    page.get_by_role("link", name="Add a leaver").click()
    office.sees("Why does the pupil leave?", "leaver-new-reason")
    office.goes_on()
    office.sees("Why does the pupil leave?", "leaver-new-reason-faults")
    page.get_by_text("Publicly funded school in Scotland").click()
    office.goes_on()
    office.sees("Who leaves, and when?", "leaver-new-pupil")
    office.goes_on()
    expect(page.get_by_role("alert")).to_contain_text("Enter the surname")
    office.sees("Who leaves, and when?", "leaver-new-pupil-faults")
    office.fills_in_the_pupil("Ahern")
    office.goes_on()
    office.sees("Where does the pupil go?", "leaver-new-destination")
    page.get_by_text("Yes", exact=True).click()
    page.get_by_label("School").fill(office.there.seed)
    page.get_by_role("button", name="Find schools").click()
    office.sees("Where does the pupil go?", "leaver-new-destination-found")
    page.get_by_text(office.there.name).first.click()
    office.goes_on()
    office.sees("Is the child protected?", "leaver-new-protection")
    page.get_by_text("Yes: there is no reason to keep it secret").click()
    office.goes_on()
    office.sees("Check your answers", "leaver-new-check")
    page.get_by_role("button", name="Send").click()

    office.sees("The leaver is sent", "leaver-new-sent")
    page.get_by_role("link", name="See the leaver").click()
    office.sees("Isla Ahern", "leaver")


def test_a_school_is_chosen_by_keyboard_while_one_types(office: Office) -> None:
    page = office.page
    office.comes_to_the_destination()
    page.get_by_text("Yes", exact=True).click()

    field = page.get_by_role("combobox", name="School")
    field.press_sequentially(office.there.name[:5])
    options = page.get_by_role("listbox", name="Offered as you type").get_by_role("option")
    expect(options.filter(has_text=office.there.name).first).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Use the arrow keys")).to_be_attached()
    office.sees("Where does the pupil go?", "leaver-new-destination-offered")
    field.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(options.first).to_be_hidden()
    field.press_sequentially(" ")
    expect(options.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(options.first).to_be_hidden()
    expect(field).to_have_value(f"{office.there.name} {office.there.seed}")
    office.goes_on()

    office.sees("Is the child protected?", "leaver-new-protection-after-keyboard")


@pytest.mark.parametrize("office", [False], indirect=True, ids=["without-script"])
def test_a_leaver_is_sent_without_script(office: Office) -> None:
    page = office.page

    page.goto("/leavers/new")
    page.get_by_text("Home education").click()
    office.goes_on()
    office.fills_in_the_pupil("Noscript")
    office.goes_on()
    page.get_by_text("Yes: there is no reason to keep it secret").click()
    office.goes_on()
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The leaver is sent")


def test_a_bad_file_is_mended_and_sent(office: Office, tmp_path: Path) -> None:
    page, file = office.page, tmp_path / "leavers.csv"
    text = csv_file(office.cast, [pupil(surname="Adair"), pupil(surname="Baird")]).decode()
    file.write_text(text.replace("2016-05-04", "4.5.16", 1), encoding="utf-8")

    page.goto("/files")
    office.sees("Send a file", "files")
    page.get_by_role("button", name="Check the file").click()
    office.sees("Send a file", "files-faults")
    page.get_by_label("File").set_input_files(file)
    page.get_by_text("Yes: there is no reason to keep them secret").click()
    page.get_by_role("button", name="Check the file").click()
    office.sees("What is in your file", "file-to-mend")
    page.get_by_role("link", name="Adair").click()
    office.sees("Mend row 2", "file-mend")
    page.get_by_label("Date of birth").fill("04/05/2016")
    page.get_by_role("button", name="Mend the row").click()
    office.sees("What is in your file", "file-good")
    page.get_by_role("button", name="Send 2 pupils").click()

    office.sees("What became of your file", "file-sent")
    expect(page.get_by_text("2 pupils sent. The hub has them all.")).to_be_visible()


def test_a_long_file_shows_how_far_the_work_is(office: Office, tmp_path: Path) -> None:
    page, file = office.page, tmp_path / "leavers.csv"
    file.write_bytes(csv_file(office.cast, [pupil()]) + b"\n" * 70_000)

    page.goto("/files")
    page.get_by_label("File").set_input_files(file)
    page.get_by_text("Yes: there is no reason to keep them secret").click()
    page.get_by_role("button", name="Check the file").click()

    office.sees("Checking your file", "file-waits")


def test_a_file_that_is_none_says_so(office: Office, tmp_path: Path) -> None:
    page, file = office.page, tmp_path / "photo.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")

    page.goto("/files")
    page.get_by_label("File").set_input_files(file)
    page.get_by_text("Yes: there is no reason to keep them secret").click()
    page.get_by_role("button", name="Check the file").click()

    office.sees("What is in your file", "file-unreadable")


def test_what_can_still_be_said_of_a_leaver(office: Office, tmp_path: Path) -> None:
    page, said = office.page, office.has_said(reason="13", outside={"country": "GB-ENG", "name": "Luton"})
    office.has_said(reason="05")
    profile = tmp_path / "profile.pdf"
    profile.write_bytes(b"%PDF-1.7\nA profile\n")

    page.goto("/leavers")
    office.sees("Leavers", "leavers")
    page.goto(f"/leavers/{said.leaver}/confirmation")
    office.sees("Confirm what became of the pupil", "leaver-confirm")
    page.goto(f"/leavers/{said.leaver}/destination")
    page.get_by_role("button", name="Name the destination").click()
    office.sees("Where does the pupil go?", "leaver-destination")
    page.goto(f"/leavers/{said.leaver}/record")
    office.sees("Send the record", "leaver-record")
    page.get_by_label("Documents").set_input_files(profile)
    page.get_by_role("button", name="Send the record").click()
    expect(page.get_by_role("status")).to_contain_text("The record is sent")
    page.get_by_role("link", name="Take it back").click()
    check_accessible(page)
    at_360(page)
    screenshot(page, "leaver-withdraw")
    page.get_by_role("button", name="Take it back").click()

    expect(page.get_by_role("status")).to_contain_text("on your roll again")
    screenshot(page, "leaver-withdrawn")


def test_a_list_of_excel_is_read(office: Office, tmp_path: Path) -> None:
    page, file = office.page, tmp_path / "leavers.xlsx"
    file.write_bytes(xlsx_file(office.cast, [pupil(), pupil()]))

    page.goto("/files")
    page.get_by_label("File").set_input_files(file)
    page.get_by_text("Yes: there is no reason to keep them secret").click()
    page.get_by_role("button", name="Check the file").click()

    expect(page.get_by_text("2 pupils can be sent. Nothing is sent so far.")).to_be_visible()
