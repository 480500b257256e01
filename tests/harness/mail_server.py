"""A mail server on this machine that speaks as much SMTP as is needed, and keeps what it got."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """Where it listens, what it was given, and which addresses it refuses with which code."""

    port: int = 0
    letters: list[str] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    refuses_content: int = 0


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    """Run one for the block."""
    kept = MailServer()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 ready")
            for line in self.rfile:
                if not self._answer(line.decode().strip()):
                    return

        def _answer(self, line: str) -> bool:
            word = line.upper()
            if word.startswith("RCPT"):
                self._say(f"{kept.refused.get(line.split('<')[1].rstrip('>'), 250)} so")
            elif word == "DATA":
                self._say("354 go on")
                lines = iter(lambda: self.rfile.readline().decode(), ".\r\n")
                kept.letters.append("".join(lines))
                self._say(f"{kept.refuses_content or 250} so")
            else:
                self._say("221 bye" if word == "QUIT" else "250 well")
            return word != "QUIT"

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as listening:
        listening.daemon_threads = True
        kept.port = listening.server_address[1]
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        yield kept
        listening.shutdown()
