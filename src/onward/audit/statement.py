"""What a seal says in signed words: which entries it holds, and which seal came before.

Pure. A statement is plain text, so that a person can read what was signed and any Ed25519 tool can check it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from onward.audit.merkle import HASH_SIZE
from onward.foundation.named_key import NamedKey

NO_PREVIOUS = bytes(HASH_SIZE)
"""What the first seal names as the seal before it."""

_TITLE = "onward audit seal, form 1"
_NAMES = ("number", "sealed_at", "leaf_form", "size", "root", "previous", "key")


class StatementNotUnderstood(ValueError):
    """The text is not a seal's statement."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """One seal's statement. `previous` is the hash of the statement of the seal before."""

    number: int
    sealed_at: datetime
    leaf_form: int
    size: int
    root: bytes
    previous: bytes
    key_id: str

    def text(self) -> str:
        """Return the words that are signed: a title, then a name and a value on each line."""
        moment = self.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
        counts = (str(self.number), moment, str(self.leaf_form), str(self.size))
        values = (*counts, self.root.hex(), self.previous.hex(), self.key_id)
        return "\n".join(
            [_TITLE, *(f"{name} {value}" for name, value in zip(_NAMES, values, strict=True)), ""]
        )


def read_statement(text: str) -> Statement:
    """Return the statement that the text spells.

    Raises:
        StatementNotUnderstood: it is not exactly the text of a statement.
    """
    try:
        number, sealed_at, leaf_form, size, root, previous, key_id = _values(text)
        statement = Statement(
            number=int(number),
            sealed_at=datetime.fromisoformat(sealed_at),
            leaf_form=int(leaf_form),
            size=int(size),
            root=bytes.fromhex(root),
            previous=bytes.fromhex(previous),
            key_id=key_id,
        )
    except ValueError as error:
        raise StatementNotUnderstood("the text is not a seal's statement") from error
    if statement.text() != text:
        raise StatementNotUnderstood("the statement is not spelt in its one form")
    return statement


def hash_of(text: str) -> bytes:
    """Return the hash by which the next seal names a statement."""
    return sha256(text.encode()).digest()


def sign(text: str, *, key: NamedKey) -> bytes:
    """Return the Ed25519 signature over a statement."""
    return _private(key).sign(text.encode())


def is_signed(text: str, *, signature: bytes, public_key: bytes) -> bool:
    """Say whether the signature over the statement is by that key."""
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True


def public_keys_of(keys: Iterable[NamedKey]) -> dict[str, bytes]:
    """Return the public half of each key, 32 bytes by key id: all that checking a seal needs."""
    return {key.id: _private(key).public_key().public_bytes_raw() for key in keys}


def _private(key: NamedKey) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(key.secret)


def _values(text: str) -> list[str]:
    title, *lines, end = text.split("\n")
    if title != _TITLE or end:
        raise StatementNotUnderstood("the text has another title or end")
    return [line.removeprefix(f"{name} ") for name, line in zip(_NAMES, lines, strict=True)]
