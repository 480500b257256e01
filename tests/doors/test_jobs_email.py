"""E-mails reach a real mail server, once; what it refuses for good is noted, and their text is forgotten."""

from collections.abc import Iterator

import pytest
from tests.harness.cast import CLERK, Cast
from tests.harness.mail_server import MailServer, running_mail_server
from tests.harness.people import employ

from onward.access.facts import at_authority
from onward.database.sight import seen_as
from onward.emails.kinds import EmailKind
from onward.emails.models import Bounce, Email
from onward.emails.services import is_any_waiting, queue_email, send_waiting
from onward.foundation.sight import HUB
from onward.jobs.mail_server import mail_server


@pytest.fixture
def server() -> Iterator[MailServer]:
    with running_mail_server() as server:
        yield server


def _queue(cast: Cast, email: str) -> None:
    person_id = employ("s2s-coordinator", at_authority("120"), now=cast.now, email=email)
    with seen_as(HUB):
        link = "https://onward.example/account/password/new/1-abc"
        queue_email(person_id, EmailKind.INVITATION, service="Onward", link=link, now=cast.now)


def _send(server: MailServer, cast: Cast) -> int:
    with mail_server(f"smtp://127.0.0.1:{server.port}", sender="onward@hub.example") as transport:
        return send_waiting(transport, by=CLERK, now=cast.now)


def test_an_email_is_sent_once_and_its_text_forgotten(cast: Cast, server: MailServer) -> None:
    _queue(cast, "ailsa@angus.example")

    sent = [_send(server, cast), _send(server, cast)]

    assert sent == [1, 0]
    assert not is_any_waiting()
    assert len(server.letters) == 1
    assert "To: ailsa@angus.example" in server.letters[0]
    assert "https://onward.example/account/password/new/1-abc" in server.letters[0]
    with seen_as(HUB):
        assert Email.objects.get().text == ""


def test_a_refused_address_is_noted_and_holds_nobody_up(cast: Cast, server: MailServer) -> None:
    server.refused = {"gone@angus.example": 550, "full@angus.example": 452}
    for email in server.refused:
        _queue(cast, email)
    _queue(cast, "ailsa@angus.example")

    sent = _send(server, cast)

    assert sent == 1
    with seen_as(HUB):
        left = {each.person.email: each for each in Email.objects.select_related("person")}
    assert left["gone@angus.example"].refusal == "550"
    assert left["full@angus.example"].refused_at is None
    assert left["full@angus.example"].sent_at is None


def test_without_tls_no_password_is_sent(server: MailServer) -> None:
    with (
        pytest.raises(ConnectionError),
        mail_server(f"smtp://u:secret@127.0.0.1:{server.port}", sender="onward@hub.example"),
    ):
        pass


def test_an_address_that_the_server_cannot_take_holds_nobody_up(cast: Cast, server: MailServer) -> None:
    _queue(cast, "ailsa@büro.example")
    _queue(cast, "bruno@angus.example")

    sent = [_send(server, cast), _send(server, cast)]

    assert sent == [1, 0]
    assert not is_any_waiting()
    assert "To: bruno@angus.example" in server.letters[0]
    with seen_as(HUB):
        assert Email.objects.get(person__email="ailsa@büro.example").refused_at is not None
        assert [each.person.email for each in Bounce.objects.select_related("person")] == [
            "ailsa@büro.example"
        ]
