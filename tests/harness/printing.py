"""PDF files that the hub made, read back."""

from io import BytesIO

from pypdf import PdfReader


def reader_of(content: bytes) -> PdfReader:
    """Return the reader of a PDF file."""
    return PdfReader(BytesIO(content))


def words_of(content: bytes) -> str:
    """Return all that a PDF file says, with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in reader_of(content).pages).split())
