"""Where the hub of a data folder listens, for commands that talk to it while it runs."""

from pathlib import Path

FILE_NAME = "address"
USUAL = "http://127.0.0.1:8400"


def note_address(folder: Path, address: str) -> None:
    """Write down where the hub listens, in place of where it listened before."""
    (folder / FILE_NAME).write_text(address, encoding="utf-8")


def forget_address(folder: Path) -> None:
    """Leave no address of an earlier run, as long as it is not known where the hub will listen."""
    (folder / FILE_NAME).unlink(missing_ok=True)


def noted_address(folder: Path) -> str:
    """Return where the hub listens, or last did; the usual address where none was written down."""
    try:
        return (folder / FILE_NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return USUAL
