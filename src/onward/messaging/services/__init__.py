"""The verbs of messaging: deliveries, erasure, keys, mailboxes of closed schools, reports, requests."""

from onward.messaging.services.deliveries import (
    Moved,
    acknowledge,
    acknowledge_many,
    collect,
    collect_many,
    file,
    file_many,
)
from onward.messaging.services.erasure import erase_payload
from onward.messaging.services.key_rotation import Rotation, rotate_keys, wrapped_by_key
from onward.messaging.services.readdressing import readdress
from onward.messaging.services.reports import Failure, report_to_senders
from onward.messaging.services.requests import RecordRequest, request_records

__all__ = [
    "Failure",
    "Moved",
    "RecordRequest",
    "Rotation",
    "acknowledge",
    "acknowledge_many",
    "collect",
    "collect_many",
    "erase_payload",
    "file",
    "file_many",
    "readdress",
    "report_to_senders",
    "request_records",
    "rotate_keys",
    "wrapped_by_key",
]
