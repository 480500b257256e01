"""Save what a message brought: its content in the wished form, and its documents, whole and checked."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, count
from pathlib import Path

from onward.cli.atomic_file import private_folder, written_whole
from onward.cli.exchange.desk import Desk
from onward.formats.ctf import names
from onward.messaging.contents import Content
from onward.messaging.documents import DocumentRow, download
from onward.messaging.errors import ChecksumMismatch, ReceiptMismatch
from onward.operations.transfer_files import NoTransferFile, TransferFile, collect_as_file

LAST_SERIAL = 999


class Form(StrEnum):
    """In which form a departure or a record is saved."""

    JSON = "json"
    CTF = "ctf"


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What lies in the folder: the checksum of the message as it arrived, and a remark or nothing."""

    sha256: bytes
    remark: str = ""


def save(content: Content, folder: Path, form: Form, desk: Desk) -> Saved:
    """Save the documents, then the content, each durable and whole.

    What cannot be a transfer file is saved as it was sent, and a remark says so.

    Raises:
        OnwardError: something cannot be had, or is not what was sent.
    """
    _save_documents(content, folder, desk)
    if form is Form.CTF:
        try:
            return _save_transfer_file(content, folder, desk)
        except NoTransferFile as refusal:
            return Saved(sha256=_save_as_sent(content, folder).sha256, remark=f"saved as JSON. {refusal}")
    return _save_as_sent(content, folder)


def _save_as_sent(content: Content, folder: Path) -> Saved:
    path = folder / f"{_stem(content)}.json"
    with written_whole(path) as file:
        file.write(content.content)
    received = hashlib.sha256(path.read_bytes()).digest()
    if received != content.sha256:
        raise ReceiptMismatch
    return Saved(sha256=received)


def _save_transfer_file(content: Content, folder: Path, desk: Desk) -> Saved:
    made = collect_as_file(
        content.delivery_id, by=desk.by, now=desk.now, keyring=desk.keyring, scn_element=desk.scn_element
    )
    with written_whole(_free_path(made, folder)) as file:
        file.write(made.content)
    return Saved(sha256=made.sha256)


def _free_path(made: TransferFile, folder: Path) -> Path:
    """Return where the file goes: under the next serial number that is free there.

    Names have room for 999 files between two schools; the next ones go into folders named 2, 3 and so on.
    """
    rooms = chain([folder], (folder / str(number) for number in count(2)))
    places = (room / name for room in rooms for name in _names_from(made.name))
    free = next(each for each in places if not each.exists())
    private_folder(free.parent)
    return free


def _names_from(name: str) -> Iterator[str]:
    parsed = names.parse(name)
    if not isinstance(parsed, names.CtfName):
        yield name
        return
    for step in range(LAST_SERIAL):
        serial = (parsed.serial - 1 + step) % LAST_SERIAL + 1
        yield names.make(source=parsed.source, destination=parsed.destination, serial=serial).text


def _save_documents(content: Content, folder: Path, desk: Desk) -> None:
    if not content.documents:
        return
    documents = private_folder(folder / f"{_stem(content)}-documents")
    for number, document in enumerate(content.documents, start=1):
        _save_document(document, documents / f"{number}-{document.file_name}", desk)


def _save_document(document: DocumentRow, path: Path, desk: Desk) -> None:
    checksum = hashlib.sha256()
    pieces = download(document.id, by=desk.by, now=desk.now, keyring=desk.keyring, blobs=desk.blobs)
    with written_whole(path) as file:
        for piece in pieces:
            checksum.update(piece)
            file.write(piece)
        if checksum.digest() != document.sha256:
            raise ChecksumMismatch


def _stem(content: Content) -> str:
    return f"{content.kind}-{content.delivery_id}"
