"""The service's health: what was looked at, how it is, and what to do where it is not well."""

import re
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.test import Client
from tests.harness.cast import CLERK, Cast
from tests.harness.people import employ, signed_in
from tests.harness.systems import MovedClock, arrives

from onward.access.facts import NATIONAL_SERVICE, at_authority, at_school
from onward.access.services.systems import register_system
from onward.database.bulk import run
from onward.database.sight import seen_as
from onward.emails.kinds import EmailKind
from onward.emails.services import queue_email
from onward.foundation.sight import HUB
from onward.jobs.schedule import SCHEDULE, start
from onward.jobs.tasks import UPKEEP
from onward.operations.doctor.examination import Finding
from onward.operations.doctor.record import keep_findings


@pytest.fixture
def operator(cast: Cast) -> Client:
    return signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now))


NAMES = (
    "Messages taken",
    "Workers",
    "Job queue",
    "Last runs",
    "E-mails",
    "School systems",
    "Storage",
    "The doctor",
)


def looked(client: Client) -> dict[str, str]:
    """Return each row of the page as text, by what it is about."""
    rows = re.findall(r"<tr.*?</tr>", client.get("/service").content.decode(), re.DOTALL)
    texts = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", each)).strip() for each in rows]
    return {name: next(each for each in texts if each.startswith(name)) for name in NAMES}


def _worker(cast: Cast) -> None:
    with seen_as(HUB):
        run("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [cast.now])


def test_messages_are_counted_by_the_hour_and_the_day(
    cast: Cast, operator: Client, clock: MovedClock
) -> None:
    assert "Check" in looked(operator)["Messages taken"]
    cast.say("arbroath", cast.departure(to="selkirk"))
    cast.later(hours=2)
    cast.say("arbroath", cast.departure(to="selkirk"))
    clock.moment = cast.now

    row = looked(operator)["Messages taken"]
    clock.moment = cast.now + timedelta(days=4)

    assert "1 in the last hour, 2 in the last day" in row
    assert "Well" in row
    assert "ask a supplier" in looked(operator)["Messages taken"]


def test_without_a_worker_it_says_so_first(cast: Cast, operator: Client) -> None:
    page = operator.get("/service").content.decode()
    _worker(cast)

    assert "Start the worker" in page
    assert page.index("Workers") < page.index("Storage")
    assert "Well" in looked(operator)["Workers"]


def test_a_job_that_waits_long_and_one_that_failed_are_named(cast: Cast, operator: Client) -> None:
    with seen_as(HUB):
        for name, status, event in (("remind", "todo", "deferred"), ("expire", "failed", "failed")):
            run(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('hub', %s, 'todo')",
                [name],
            )
            run("UPDATE procrastinate_jobs SET status = %s WHERE task_name = %s", [status, name])
            run(
                "INSERT INTO procrastinate_events (job_id, type, at) SELECT id, %s, %s"
                " FROM procrastinate_jobs WHERE task_name = %s",
                [event, cast.now - timedelta(hours=1), name],
            )
        run("UPDATE procrastinate_events SET at = %s", [cast.now - timedelta(hours=1)])

    rows = looked(operator)

    assert "1 job waiting" in rows["Job queue"]
    assert "Check" in rows["Job queue"]
    assert "Failed: expire" in rows["Last runs"]
    assert "Act" in rows["Last runs"]


def test_emails_that_wait_are_counted(cast: Cast, operator: Client, clock: MovedClock) -> None:
    person = employ("s2s-coordinator", at_authority("120"), now=cast.now)
    with seen_as(HUB):
        queue_email(person, EmailKind.INVITATION, service="Onward", link="https://x.example", now=cast.now)
    clock.moment = cast.now + timedelta(hours=1)

    row = looked(operator)["E-mails"]

    assert "1 waiting, 0 held" in row
    assert "Name a mail server in ONWARD_SMTP_URL." in row


def test_systems_that_nobody_heard_of_for_a_week_are_counted(
    cast: Cast, operator: Client, clock: MovedClock
) -> None:
    arrives(cast, "brechin")

    assert "0 of 1 silent" in looked(operator)["School systems"]
    clock.moment = cast.now + timedelta(days=8)
    assert "1 of 1 silent" in looked(operator)["School systems"]


def test_a_system_that_was_registered_only_now_is_not_called_silent(
    cast: Cast, operator: Client, clock: MovedClock
) -> None:
    register_system(
        name="Osprey", supplier="Osprey", contact_email="osprey@x.example", by=CLERK, now=cast.now
    )

    assert "0 of 1 silent" in looked(operator)["School systems"]
    clock.moment = cast.now + timedelta(days=8)
    assert "1 of 1 silent" in looked(operator)["School systems"]


def test_the_doctors_last_word_is_kept_by_its_job(cast: Cast, operator: Client) -> None:
    assert "not examined yet" in looked(operator)["The doctor"]
    examine = next(each for each in SCHEDULE if each.name == "examine")
    examine.work(start("examine", int(cast.now.timestamp())))
    sound = looked(operator)["The doctor"]
    keep_findings(
        [Finding(says="The sky stays up", broken=2, examples=())], now=cast.now + timedelta(hours=1)
    )

    broken = looked(operator)["The doctor"]

    assert "0 broken" in sound
    assert "Well" in sound
    assert "The sky stays up" in broken
    assert "Act" in broken


def test_every_job_says_when_it_next_runs(operator: Client) -> None:
    page = operator.get("/service").content.decode()

    for name in [each.name for each in SCHEDULE] + [each.name for each in UPKEEP]:
        assert name in page
    assert "10:01" in page
    assert "03:30" in page


def test_storage_is_told(operator: Client) -> None:
    assert django_settings.ONWARD.data.is_dir()
    assert "GB are free" in looked(operator)["Storage"]


def test_the_national_officer_sees_it_and_nobody_below(cast: Cast) -> None:
    nairn = signed_in(employ("national-cme-officer", NATIONAL_SERVICE, now=cast.now))
    others = [
        signed_in(employ("s2s-coordinator", at_authority("120"), now=cast.now)),
        signed_in(employ("school-office", at_school(cast.schools["leith"].id), now=cast.now)),
        signed_in(employ("analyst", NATIONAL_SERVICE, now=cast.now)),
    ]

    assert nairn.get("/service").status_code == 200
    assert [each.get("/service").status_code for each in others] == [404] * 3
