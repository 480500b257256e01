"""The names of transfer files."""

import pytest

from onward.formats.ctf.names import CtfName, DestinationKind, NotACtfCode, make, parse
from onward.foundation.faults import Fault, Level


@pytest.mark.parametrize(
    "name",
    [
        "8234001_CTF_8734567_001.xml",
        "8234001_CTF_8734567001.xml",
        "8234001_ctf_8734567_001.XML",
        "8234001_CTF_8734567_001 (1).xml",
        "8234001_CTF_8734567_001(12).xml",
        "8234001_CTF_8734567_001 - Copy (2).xml",
        "C:\\Exports\\8234001_CTF_8734567_001.xml",
        "/home/office/8234001_CTF_8734567_001.xml",
        "  8234001_CTF_8734567_001.xml ",
    ],
)
def test_a_name_is_read_in_the_forms_that_schools_send(name: str) -> None:
    parsed = parse(name)

    assert parsed == CtfName(source="8234001", destination="8734567", serial=1)


@pytest.mark.parametrize(
    ("destination", "kind"),
    [
        ("8734567", DestinationKind.SCHOOL),
        ("820LLLL", DestinationKind.AUTHORITY),
        ("XXXXXXX", DestinationKind.UNKNOWN),
        ("MMMMMMM", DestinationKind.OUTSIDE_MAINTAINED),
    ],
)
def test_each_kind_of_destination_is_made_and_read_back(destination: str, kind: DestinationKind) -> None:
    made = make(source="8234001", destination=destination, serial=12)

    assert made.text == f"8234001_CTF_{destination}_012.xml"
    assert parse(made.text) == made
    assert made.destination_kind is kind


@pytest.mark.parametrize(
    "name",
    [
        "",
        "leavers.xml",
        "8234001_CTF_8734567_001.csv",
        "8234001_CTF_87345_001.xml",
        "8234001_CTF_XXMMXXX_001.xml",
    ],
)
def test_another_name_is_only_a_warning(name: str) -> None:
    parsed = parse(name)

    assert isinstance(parsed, Fault)
    assert (parsed.code, parsed.level) == ("ctf-name-unreadable", Level.WARNING)


@pytest.mark.parametrize(
    ("source", "destination", "serial"),
    [
        ("XXXXXXX", "8734567", 1),
        ("8234001", "nowhere", 1),
        ("8234001", "8734567", 0),
        ("8234001", "8734567", 1000),
        ("823400\uff11", "8734567", 1),
    ],
)
def test_a_name_that_nobody_could_read_is_not_made(source: str, destination: str, serial: int) -> None:
    with pytest.raises(NotACtfCode):
        make(source=source, destination=destination, serial=serial)
