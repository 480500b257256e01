"""Send requests to the measured hub by the load client, and tell how fast it answered."""

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from onward.cli.bench.client import LENGTH
from onward.cli.ports import HOST


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What a run of the client brought. `counted` is how often the given text stood in the answers."""

    requests: int
    seconds: float
    milliseconds: tuple[float, ...]
    counted: int
    client_seconds: float

    def percentile(self, part: float) -> float:
        """Return the time in milliseconds within which this part (0 to 1) of the answers came."""
        return self.milliseconds[min(int(len(self.milliseconds) * part), len(self.milliseconds) - 1)]


class HubRefused(Exception):
    """The hub answered a request of the bench with an error: the figures would mean nothing."""


@dataclass(frozen=True, kw_only=True)
class Requests:
    """Requests that differ in the head and share the tail, so that many long ones fit into memory."""

    heads: Iterable[bytes]
    tail: bytes = b""


class LoadClient:
    """Sends to one port, with files for the requests in one folder."""

    def __init__(self, *, port: int, token: str, folder: Path) -> None:
        self._port = port
        self._token = token
        self._folder = folder

    def head(self, method: str, path: str, *, body: bytes = b"", tail: bytes = b"", key: str = "") -> bytes:
        """Return a request up to where its body and the shared tail begin, followed by `body`."""
        lines = [
            f"{method} /api/v1{path} HTTP/1.1",
            f"Host: {HOST}:{self._port}",
            f"Authorization: Bearer {self._token}",
        ]
        if method == "POST":
            kind = "application/json" if key else "application/x-ndjson"
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body) + len(tail)}"]
        if key:
            lines.append(f"Idempotency-Key: {key}")
        return "\r\n".join((*lines, "", "")).encode() + body

    def send(self, requests: Requests, *, connections: int, seconds: float, counted: str = "") -> Answered:
        """Send the requests until they or the time end.

        Raises:
            HubRefused: an answer was not a success.
        """
        plan = self._plan(requests) | {
            "connections": connections,
            "seconds": seconds,
            "counted": counted or "\0",
        }
        done = subprocess.run(
            [sys.executable, "-P", "-m", "onward.cli.bench.client"],
            input=json.dumps(plan), capture_output=True, text=True, check=False, env=os.environ,
        )  # fmt: skip
        if done.returncode:
            raise HubRefused(done.stderr)
        told = json.loads(done.stdout)
        if told["odd"]:
            raise HubRefused(f"{told['statuses']}: {told['odd']}")
        return Answered(
            requests=len(told["milliseconds"]),
            seconds=told["seconds"],
            milliseconds=tuple(sorted(told["milliseconds"])),
            counted=told["counted"],
            client_seconds=told["cpu_seconds"],
        )

    def _plan(self, requests: Requests) -> dict[str, object]:
        heads, tail = self._folder / "bench-heads", self._folder / "bench-tail"
        with heads.open("wb") as file:
            for each in requests.heads:
                file.write(LENGTH.pack(len(each)) + each)
        tail.write_bytes(requests.tail)
        return {"port": self._port, "heads": str(heads), "tail": str(tail)}
