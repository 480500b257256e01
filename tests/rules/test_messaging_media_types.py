"""Which documents are taken, and what they may be called."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onward.messaging.errors import ContentNotAsStated, MediaTypeNotTaken
from onward.messaging.media_types import LONGEST_NAME, MEDIA_TYPES, ContentCheck, media_type_of, safe_name

PDF, PNG, TEXT, XML = "application/pdf", "image/png", "text/plain", "application/xml"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"


def archive(*names: str, first: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as made:
        if first:
            made.writestr("mimetype", first)
        for name in names:
            made.writestr(name, b"x" * 500)
    return file.getvalue()


SAMPLES = {
    PDF: b"%PDF-1.7\n...",
    DOCX: archive("[Content_Types].xml", "word/document.xml"),
    XLSX: archive("[Content_Types].xml", "xl/workbook.xml"),
    ODT: archive("content.xml", first=ODT),
    PNG: b"\x89PNG\r\n\x1a\n....",
    "image/jpeg": b"\xff\xd8\xff\xe0....",
    XML: b"\xef\xbb\xbf <?xml version='1.0'?><record/>",
    "text/xml": b"<record/>",
    TEXT: "Caf\u00e9 with Isla's notes.\r\n\tEnd".encode(),
}


def check(content: bytes, media_type: str, *, size: int = 1024) -> None:
    looking = ContentCheck(media_type)
    for start in range(0, len(content), size):
        looking.look_at(content[start : start + size])
    looking.finish()


def test_every_type_that_is_taken_has_a_sample_here() -> None:
    assert SAMPLES.keys() == MEDIA_TYPES.keys()


@pytest.mark.parametrize("content_of", SAMPLES)
@pytest.mark.parametrize("stated", [PDF, DOCX, XLSX, ODT, PNG, "image/jpeg"])
def test_a_content_passes_as_what_it_is_and_as_nothing_else(content_of: str, stated: str) -> None:
    if content_of == stated:
        check(SAMPLES[content_of], stated)
    else:
        with pytest.raises(ContentNotAsStated):
            check(SAMPLES[content_of], stated)


@pytest.mark.parametrize("media_type", [XML, "text/xml", TEXT])
def test_text_passes_as_text(media_type: str) -> None:
    check(SAMPLES[media_type], media_type)


@pytest.mark.parametrize("media_type", MEDIA_TYPES)
def test_nothing_is_no_document(media_type: str) -> None:
    with pytest.raises(ContentNotAsStated):
        check(b"", media_type)


def test_a_program_does_not_pass_as_text() -> None:
    with pytest.raises(ContentNotAsStated):
        check(b"a" * 5000 + b"\x7fELF\x00\x01", TEXT)


def test_what_marks_a_type_is_found_across_pieces() -> None:
    check(b"PK\x03\x04" + b"-" * 2045 + b"word/", DOCX, size=2051)


@pytest.mark.parametrize("stated", ["text/html", "application/zip", "image/svg+xml", "", "pdf"])
def test_other_types_are_not_taken(stated: str) -> None:
    with pytest.raises(MediaTypeNotTaken):
        media_type_of(stated)


def test_parameters_and_case_of_a_media_type_do_not_matter() -> None:
    assert media_type_of(" Text/Plain; charset=UTF-8") == TEXT


@pytest.mark.parametrize(
    ("stated", "media_type", "expected"),
    [
        ("report.pdf", PDF, "report.pdf"),
        ("../../etc/passwd", TEXT, "passwd.txt"),
        (r"C:\Users\office\Isla's report.PDF", PDF, "Isla's report.pdf"),
        ("holiday.exe", PDF, "holiday.exe.pdf"),
        ("photo.jpeg", "image/jpeg", "photo.jpeg"),
        ("...", PDF, "document.pdf"),
        ("", XML, "document.xml"),
        (".htaccess", TEXT, "htaccess.txt"),
        ("a\r\nb\x00: c?.txt", TEXT, "ab c.txt"),
        ("invoice\u202efdp.exe", PDF, "invoicefdp.exe.pdf"),
        ("x" * 400 + ".pdf", PDF, "x" * LONGEST_NAME + ".pdf"),
    ],
)
def test_a_name_is_made_safe(stated: str, media_type: str, expected: str) -> None:
    assert safe_name(stated, media_type) == expected


@given(st.text(max_size=300), st.sampled_from(sorted(MEDIA_TYPES)))
def test_no_name_leads_out_of_its_folder(stated: str, media_type: str) -> None:
    name = safe_name(stated, media_type)

    assert not set(name) & set('/\\\0<>:"|?*\r\n')
    assert not name.startswith(".")
    assert name.endswith(MEDIA_TYPES[media_type].endings)
    assert len(name) <= LONGEST_NAME + 5
