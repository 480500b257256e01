"""The kind of a file is told by its content, and by its name only where content leaves it open."""

import pytest

from onward.formats.sniff import FileKind, kind_of
from onward.foundation.faults import Fault


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("8201234_CTF_8204321_001.xml", b'<?xml version="1.0"?><CTfile>', FileKind.CTF),
        ("renamed (1).txt", b"\xef\xbb\xbf\r\n <CTfile>", FileKind.CTF),
        ("ctf.xml", "<CTfile>".encode("utf-16"), FileKind.CTF),
        ("list.csv", b"Surname,Forename\n", FileKind.CSV),
        ("list", b"Surname;Forename", FileKind.CSV),
        ("list.dat", b"Surname\tForename\r\n", FileKind.CSV),
        ("list.csv", "Straße;N".encode("cp1252"), FileKind.CSV),
        ("list.csv", "Surname\tForename".encode("utf-16"), FileKind.CSV),
        ("list.csv", b"SCN\n051234561", FileKind.CSV),
        ("book.xlsx", b"PK\x03\x04....", FileKind.XLSX),
        ("book", b"PK\x03\x04....xl/workbook.xml", FileKind.XLSX),
        ("items.json", b'{"kind": "departure"}\n', FileKind.JSON),
        ("items.json", b'{\n "kind": "departure"\n}', FileKind.JSON),
        ("items.json", b'{"a": 1}\n{"b": 2}\n', FileKind.NDJSON),
        ("items.ndjson", b'{"a": 1}', FileKind.NDJSON),
        ("items.jsonl", b"nonsense", FileKind.NDJSON),
        ("items", b"[" * 8192, FileKind.JSON),
        ("items", b'[{"kind": "departure"}]', FileKind.JSON),
    ],
)
def test_the_kind_is_found(name: str, head: bytes, kind: FileKind) -> None:
    assert kind_of(name, head) == kind


@pytest.mark.parametrize(
    ("name", "head", "code"),
    [
        ("list.csv", b"", "file-empty"),
        ("list.csv", b"\xef\xbb\xbf \r\n", "file-empty"),
        ("letter.docx", b"PK\x03\x04....word/document.xml", "file-kind-unknown"),
        ("list.zip", b"PK\x03\x04....list.csv", "file-kind-unknown"),
        ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file-kind-old"),
        ("list.csv", b"%PDF-1.7", "file-kind-unknown"),
        ("list.csv", b"\x00\x01\x02,", "file-kind-unknown"),
        ("page.xml", b"<!DOCTYPE html><html>", "file-kind-unknown"),
        ("page.csv", b"<html><body>Please sign in", "file-kind-unknown"),
        ("letter.md", b"Dear school", "file-kind-unknown"),
    ],
)
def test_other_files_are_a_fault(name: str, head: bytes, code: str) -> None:
    found = kind_of(name, head)

    assert isinstance(found, Fault)
    assert found.code == code
