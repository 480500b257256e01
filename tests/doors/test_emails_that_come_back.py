"""An address that takes no e-mail is noted, shown and left alone until somebody says that it is right."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from django.test import Client
from tests.harness.cast import CLERK, Cast
from tests.harness.commands import THIS_HUB, run
from tests.harness.mail_server import MailServer, running_mail_server
from tests.harness.people import employ, signed_in

from onward.access.facts import NATIONAL_SERVICE, at_authority
from onward.access.models import Person
from onward.audit.models import AuditEntry
from onward.cli.emails import emails
from onward.database.sight import seen_as
from onward.emails.bounces import bounces_of, note_returned
from onward.emails.kinds import EmailKind
from onward.emails.models import Email
from onward.emails.returned import Returned, read_report
from onward.emails.services import HELD_FOR, queue_email, send_waiting
from onward.foundation.sight import HUB
from onward.jobs.mail_server import mail_server

ANGUS = at_authority("120")
AILSA = "ailsa@angus.example"
PARTS_WITHIN_PARTS = b"".join(
    b'Content-Type: multipart/report; boundary="%d"\r\n\r\n--%d\r\n' % (each, each) for each in range(5000)
)


def report(
    email_id: UUID | str, *, action: str = "failed", status: str = "5.1.1", kind: str = "rfc822"
) -> bytes:
    """A report as mail servers write it."""
    quoted = f"Message-ID: <{email_id}@hub.example>\r\nTo: {AILSA}\r\nSubject: You\r\n\r\n"
    part = "message/rfc822" if kind == "rfc822" else "text/rfc822-headers"
    return (
        "From: MAILER-DAEMON@mx.example\r\nTo: onward@hub.example\r\nSubject: Undelivered Mail\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/report; "
        'report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nYour message could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {AILSA}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 no such user\r\n\r\n"
        f"--b\r\nContent-Type: {part}\r\n\r\n{quoted}\r\n--b--\r\n"
    ).encode()


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running_mail_server() as server:
        yield server


@pytest.fixture
def ailsa(cast: Cast) -> UUID:
    return employ("s2s-coordinator", ANGUS, now=cast.now, email=AILSA)


@pytest.fixture
def skye(cast: Cast) -> Client:
    return signed_in(employ("administrator", ANGUS, now=cast.now, email="skye@angus.example", name="Skye"))


def _queue(person_id: UUID, cast: Cast) -> None:
    with seen_as(HUB):
        queue_email(
            person_id, EmailKind.INVITATION, service="Onward", link="https://x.example/1", now=cast.now
        )


def _send(server: MailServer, cast: Cast) -> int:
    with mail_server(f"smtp://127.0.0.1:{server.port}", sender="Onward <onward@hub.example>") as transport:
        return send_waiting(transport, by=CLERK, now=cast.now)


def _newest() -> Email:
    with seen_as(HUB):
        return Email.objects.order_by("-queued_at", "-id")[0]


@pytest.mark.parametrize("kind", ["rfc822", "headers"])
def test_a_report_names_the_email_and_the_code(kind: str) -> None:
    email_id = uuid4()

    assert read_report(report(email_id, kind=kind)) == Returned(email_id=email_id, code="5.1.1")


@pytest.mark.parametrize(
    "content",
    [
        report(uuid4(), action="delayed", status="4.4.1"),
        report(uuid4(), status="4.2.2"),
        report(uuid4(), action="delivered", status="2.0.0"),
        report("somebody-elses"),
        b"Subject: I am on holiday\r\n\r\nBack on Monday.\r\n",
        b"",
        b"\xff\xfe\x00",
        PARTS_WITHIN_PARTS,
    ],
    ids=lambda content: content[:20],
)
def test_what_is_no_lasting_failure_of_ours_is_left_alone(content: bytes) -> None:
    assert read_report(content) is None


def test_sending_stops_at_a_refused_address_until_it_is_confirmed(
    cast: Cast, server: MailServer, ailsa: UUID, skye: Client
) -> None:
    server.refused = {AILSA: 550}
    _queue(ailsa, cast)
    _send(server, cast)
    server.refused = {}
    _queue(ailsa, cast)
    sent = [_send(server, cast)]

    page = skye.get("/people").content.decode()
    skye.post(f"/people/{ailsa}/address")
    sent.append(_send(server, cast))

    assert "E-mail came back on 1 September 2026" in page
    assert sent == [0, 1]
    assert "E-mail came back" not in skye.get("/people").content.decode()
    with seen_as(HUB):
        acts = set(AuditEntry.objects.filter(subject_id=str(ailsa)).values_list("act", flat=True))
    assert {"note_bounce", "confirm_address"} <= acts


def test_an_email_that_comes_back_later_is_noted_by_its_report(
    cast: Cast, server: MailServer, ailsa: UUID
) -> None:
    _queue(ailsa, cast)
    _send(server, cast)
    name = next(each for each in server.letters[0].splitlines() if each.startswith("Message-ID"))

    returned = read_report(report(name.partition("<")[2].partition("@")[0]))
    assert returned is not None
    noted = [note_returned(returned, by=CLERK, now=cast.now) for _ in range(2)]

    assert noted == [True, False]
    assert bounces_of([ailsa])[ailsa].code == "5.1.1"
    assert _newest().returned_at == cast.now


def test_an_address_that_was_changed_is_written_to(cast: Cast, server: MailServer, ailsa: UUID) -> None:
    server.refused = {AILSA: 550}
    _queue(ailsa, cast)
    _send(server, cast)
    with seen_as(HUB):
        Person.objects.filter(pk=ailsa).update(email="ailsa.new@angus.example")
    _queue(ailsa, cast)

    assert bounces_of([ailsa]) == {}
    assert _send(server, cast) == 1


def test_a_report_about_an_address_that_was_changed_stops_nothing(
    cast: Cast, server: MailServer, ailsa: UUID
) -> None:
    _queue(ailsa, cast)
    _send(server, cast)
    with seen_as(HUB):
        Person.objects.filter(pk=ailsa).update(email="ailsa.new@angus.example")

    note_returned(Returned(email_id=_newest().id, code="5.1.1"), by=CLERK, now=cast.now)

    assert bounces_of([ailsa]) == {}


def test_a_report_of_anybodys_making_stops_nothing(cast: Cast, ailsa: UUID) -> None:
    _queue(ailsa, cast)

    for email_id in (uuid4(), _newest().id):
        assert not note_returned(Returned(email_id=email_id, code="5.1.1"), by=CLERK, now=cast.now)

    assert bounces_of([ailsa]) == {}


def test_what_is_held_too_long_is_forgotten_with_its_link(
    cast: Cast, server: MailServer, ailsa: UUID
) -> None:
    server.refused = {AILSA: 550}
    _queue(ailsa, cast)
    _send(server, cast)
    _queue(ailsa, cast)
    cast.now += HELD_FOR

    cast.later(minutes=1)
    _send(server, cast)

    held = _newest()
    assert (held.refusal, held.text) == ("bounced", "")


def test_a_refused_text_holds_nobody_up_and_blames_no_address(
    cast: Cast, server: MailServer, ailsa: UUID
) -> None:
    server.refuses_content = 554
    _queue(ailsa, cast)

    assert _send(server, cast) == 0

    assert _newest().refusal == "554"
    assert bounces_of([ailsa]) == {}


def test_the_log_says_what_came_back_and_what_is_held(cast: Cast, server: MailServer, ailsa: UUID) -> None:
    _queue(ailsa, cast)
    _send(server, cast)
    note_returned(Returned(email_id=_newest().id, code="5.1.1"), by=CLERK, now=cast.now)
    _queue(ailsa, cast)
    operator = signed_in(employ("operator", NATIONAL_SERVICE, now=cast.now, email="morven@hub.example"))

    page = operator.get("/emails").content.decode()

    assert "Came back" in page
    assert "5.1.1" in page
    assert "Held: the address fails" in page


def test_people_confirm_their_own_address_and_nobody_elses(
    cast: Cast, server: MailServer, ailsa: UUID
) -> None:
    server.refused = {AILSA: 550}
    _queue(ailsa, cast)
    _send(server, cast)
    bruno = signed_in(employ("administrator", at_authority("355"), now=cast.now, email="b@borders.example"))
    own = signed_in(ailsa)

    assert bruno.post(f"/people/{ailsa}/address").status_code == 404
    assert "came back on 1 September 2026" in own.get("/my-emails").content.decode()
    own.post("/my-emails/address")

    assert bounces_of([ailsa]) == {}


def test_an_operator_takes_in_reports_from_files_and_from_a_pipe(
    cast: Cast, server: MailServer, ailsa: UUID, tmp_path: Path
) -> None:
    _queue(ailsa, cast)
    _send(server, cast)
    file, other = tmp_path / "report.eml", tmp_path / "holiday.eml"
    file.write_bytes(report(_newest().id))
    other.write_bytes(b"Subject: I am on holiday\r\n\r\nBack on Monday.\r\n")

    taken = run(emails, "bounced", file, other)
    piped = CliRunner().invoke(emails, ["bounced"], obj=THIS_HUB, input=report(_newest().id))

    assert (taken.exit_code, piped.exit_code) == (0, 0)
    assert f"{file}: noted" in taken.output
    assert f"{other}: nothing to note" in taken.output
    assert "standard input: nothing to note" in piped.output
    assert bounces_of([ailsa])[ailsa].code == "5.1.1"
