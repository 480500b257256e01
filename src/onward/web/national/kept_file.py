"""A list that was uploaded and looked at, kept in the page itself until it is applied.

It travels as a hidden field, with the fingerprint of the plan that was shown: what is applied is what was
looked at, or the plan is shown again.
"""

import base64
import binascii
import gzip
import io
import zlib
from hashlib import sha256
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from onward.web.plain_form import PlainForm

LARGEST: Final = 2 * 1024 * 1024
_CANNOT_READ: Final = "Choose the file again"


class ListForm(PlainForm):
    """A CSV or XLSX list."""

    file = forms.FileField(label="List", help_text="A CSV or XLSX file of at most 2 MB.")

    def clean_file(self) -> "UploadedFile[bytes]":
        """Refuse a file that is too large.

        Raises:
            ValidationError: it is.
        """
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise ValidationError("Choose a file of at most 2 MB")
        return file


class KeptForm(forms.Form):
    """What a preview keeps: the file, its name, and the fingerprint of the plan that was shown."""

    kept = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(widget=forms.HiddenInput, max_length=200)
    shown = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def clean_kept(self) -> bytes:
        """Return the file.

        Raises:
            ValidationError: what came back is no file that was kept.
        """
        try:
            packed = base64.b64decode(self.cleaned_data["kept"], validate=True)
            with gzip.open(io.BytesIO(packed)) as unpacked:
                content = unpacked.read(LARGEST + 1)
        except (binascii.Error, EOFError, OSError, ValueError, zlib.error) as error:
            raise ValidationError(_CANNOT_READ) from error
        if len(content) > LARGEST:
            raise ValidationError(_CANNOT_READ)
        return content


def keep(content: bytes, name: str, plan: object) -> KeptForm:
    """Return the hidden fields that carry the file to where it is applied."""
    packed = base64.b64encode(gzip.compress(content, mtime=0)).decode("ascii")
    values: dict[str, Any] = {"kept": packed, "name": name[-200:], "shown": fingerprint(plan)}
    return KeptForm(initial=values)


def fingerprint(plan: object) -> str:
    """Return what tells this plan from any other."""
    return sha256(repr(plan).encode()).hexdigest()
