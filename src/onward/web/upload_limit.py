"""No request may bring more than the largest form takes: what is larger is refused before it is read."""

from typing import Any, Final

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

LARGEST_FORM: Final = 110 * 1024 * 1024
"""Five documents of a record, with room for the rest of the form. The forms have narrower limits."""


class UploadLimit(FileUploadHandler):
    """Stands before the handlers that keep what comes."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803 -- so Django calls it
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Refuse what says that it is too large.

        Raises:
            RequestDataTooBig: it does.
        """
        if content_length > LARGEST_FORM:
            raise RequestDataTooBig

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
