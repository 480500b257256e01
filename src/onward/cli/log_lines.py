"""The lines that the web server itself logs, beside those of the hub: one JSON object each, as they are."""

import json
import logging
import traceback
from datetime import UTC, datetime
from types import TracebackType

_MOST_PLACES = 12


class JsonLines(logging.Formatter):
    """Writes a log record as the hub's own events are written. An error shows its type and trace alone."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON."""
        line: dict[str, str | list[str]] = {
            "event": record.getMessage(),
            "logger": record.name,
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _places(record.exc_info[2])
        return json.dumps(line)


def _places(trace: TracebackType | None) -> list[str]:
    frames = traceback.extract_tb(trace)[-_MOST_PLACES:]
    return [f"{each.filename}:{each.lineno} {each.name}" for each in frames]
