"""The load client: a process of its own that sends prepared requests over a few kept connections.

It does as little as it can for each request, so that the processors are left to the hub. Run as
`python -m onward.cli.bench.client`, with a plan as JSON on standard input and the result on standard output.
"""

import json
import selectors
import socket
import struct
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LENGTH = struct.Struct("<I")
_AT_ONCE = 256 * 1024
_WAIT = 30.0


class _Line:
    """One connection with one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_WAIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.answer = bytearray()
        self.sent_at = 0.0

    def send(self, head: bytes, tail: bytes) -> None:
        self.answer.clear()
        self.sent_at = time.perf_counter()
        self.socket.sendall(head + tail)

    def read(self) -> bool:
        """Read what came, and say whether the answer is complete."""
        part = self.socket.recv(_AT_ONCE)
        if not part:
            raise ConnectionError("the hub closed a connection")
        self.answer += part
        return _is_whole(self.answer)


def _is_whole(answer: bytearray) -> bool:
    head, blank, body = answer.partition(b"\r\n\r\n")
    if not blank:
        return False
    _, named, rest = head.lower().partition(b"\r\ncontent-length:")
    if named:
        return len(body) >= int(rest.split(b"\r\n", 1)[0])
    return body.endswith(b"0\r\n\r\n")


class _Run:
    """What has been sent and answered so far."""

    def __init__(self, plan: dict[str, Any]) -> None:
        self._heads = _read_heads(Path(plan["heads"]))
        self._tail = Path(plan["tail"]).read_bytes()
        self._counted = plan["counted"].encode()
        self._lines = [_Line(plan["port"]) for _ in range(plan["connections"])]
        self._seconds = plan["seconds"]
        self._milliseconds: list[float] = []
        self._statuses: Counter[str] = Counter()
        self._count = 0
        self._odd = ""

    def result(self) -> dict[str, Any]:
        """Send until the requests or the time end, wait for the last answers, and tell."""
        began = time.perf_counter()
        with selectors.DefaultSelector() as selector:
            busy = sum(self._begin(line, selector) for line in self._lines)
            while busy:
                for key, _ in selector.select(_WAIT):
                    busy -= self._look_at(key.data, selector, began)
        return {
            "seconds": time.perf_counter() - began,
            "milliseconds": self._milliseconds,
            "statuses": self._statuses,
            "counted": self._count,
            "odd": self._odd,
            "cpu_seconds": time.process_time(),
        }

    def _begin(self, line: _Line, selector: selectors.BaseSelector) -> int:
        selector.register(line.socket, selectors.EVENT_READ, line)
        return self._send_next(line, selector)

    def _look_at(self, line: _Line, selector: selectors.BaseSelector, began: float) -> int:
        """Return 1 when this line has nothing more to do."""
        if not line.read():
            return 0
        now = time.perf_counter()
        self._note(line, now)
        if now - began > self._seconds:
            selector.unregister(line.socket)
            return 1
        return 1 - self._send_next(line, selector)

    def _send_next(self, line: _Line, selector: selectors.BaseSelector) -> int:
        head = next(self._heads, None)
        if head is None:
            selector.unregister(line.socket)
            return 0
        line.send(head, self._tail)
        return 1

    def _note(self, line: _Line, now: float) -> None:
        self._milliseconds.append((now - line.sent_at) * 1000)
        status = line.answer[9:12].decode("ascii")
        self._statuses[status] += 1
        self._count += line.answer.count(self._counted)
        if not status.startswith("2"):
            self._odd = self._odd or line.answer[-500:].decode("utf-8", "replace")


def _read_heads(path: Path) -> Iterator[bytes]:
    content, at = path.read_bytes(), 0
    while at < len(content):
        (length,) = LENGTH.unpack_from(content, at)
        yield content[at + LENGTH.size : at + LENGTH.size + length]
        at += LENGTH.size + length


if __name__ == "__main__":
    json.dump(_Run(json.load(sys.stdin)).result(), sys.stdout)
