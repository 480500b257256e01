import io

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from onward.api.bodies import file_name_of, read_whole, stream_of
from onward.api.errors import BodyCutOff, BodyTooLarge, LengthMissing


def request_of(body: bytes, *, length: str | None = None, **headers: str) -> WSGIRequest:
    environ = RequestFactory().post("/").environ
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body)) if length is None else length
    return WSGIRequest(environ | headers)


@pytest.mark.parametrize("body", [b"", b"x", b"x" * 200_000])
def test_a_body_is_read_whole(body: bytes) -> None:
    assert read_whole(request_of(body), at_most=200_000) == body


def test_a_body_is_read_piece_by_piece_and_only_forward() -> None:
    with stream_of(request_of(b"abcdef"), at_most=6) as stream:
        pieces = [stream.read(4), stream.read(4), stream.read(4)]

        assert pieces == [b"abcd", b"ef", b""]
        assert not stream.seekable()


def test_a_body_that_is_too_large_is_not_read() -> None:
    request = request_of(b"abcdef")

    with pytest.raises(BodyTooLarge):
        stream_of(request, at_most=5)
    assert request.read() == b"abcdef"


def test_a_body_that_ends_too_early_is_not_taken_for_a_shorter_one() -> None:
    with pytest.raises(BodyCutOff):
        read_whole(request_of(b"abcdef", length="7"), at_most=10)


@pytest.mark.parametrize("length", ["", "-1", "six", "6.0"])
def test_the_length_must_be_stated(length: str) -> None:
    with pytest.raises(LengthMissing):
        read_whole(request_of(b"abcdef", length=length), at_most=10)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("", ""),
        ('attachment; filename="profile.pdf"', "profile.pdf"),
        ("attachment; filename*=UTF-8''M%C3%B2rag.pdf", "Mòrag.pdf"),
        ("attachment; filename*=no-such''%ff", ""),
        ("; ;;=", ""),
    ],
)
def test_a_file_name_is_read_in_either_spelling(header: str, name: str) -> None:
    assert file_name_of(request_of(b"", HTTP_CONTENT_DISPOSITION=header)) == name
