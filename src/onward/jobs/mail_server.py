"""Hand e-mails to the mail server that the operator named."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from onward.emails.services import Letter, Transport

_PATIENCE = 20.0
_SMTP, _SMTPS = 587, 465


@contextmanager
def mail_server(url: str, *, sender: str) -> Iterator[Transport]:
    """Open a connection to `smtp://user:password@host:port`, or `smtps://...`, for the block.

    With `smtp` the connection turns to TLS where the server offers it; a password is never sent without.

    Raises:
        OSError: the server is not there, or refuses the login.
    """
    place = urlsplit(url)
    with _connection(place.scheme, place.hostname or "127.0.0.1", place.port) as server:
        is_private = place.scheme == "smtps" or _turns_private(server)
        if place.username and not is_private:
            raise ConnectionError("the mail server offers no TLS, and a password would be sent in the clear")
        if place.username:
            server.login(unquote(place.username), unquote(place.password or ""))
        yield lambda letter: _hand_over(server, letter, sender)


def _connection(scheme: str, host: str, port: int | None) -> smtplib.SMTP:
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port or _SMTPS, timeout=_PATIENCE, context=ssl.create_default_context())
    return smtplib.SMTP(host, port or _SMTP, timeout=_PATIENCE)


def _turns_private(server: smtplib.SMTP) -> bool:
    server.ehlo_or_helo_if_needed()
    if not server.has_extn("starttls"):
        return False
    server.starttls(context=ssl.create_default_context())
    return True


def _hand_over(server: smtplib.SMTP, letter: Letter, sender: str) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    message["Auto-Submitted"] = "auto-generated"
    # By this name it is known again where a report says that it could not be delivered.
    message["Message-ID"] = f"<{letter.id}@{parseaddr(sender)[1].rpartition('@')[2] or 'localhost'}>"
    message.set_content(letter.text)
    server.send_message(message)
