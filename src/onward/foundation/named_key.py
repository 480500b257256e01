"""A secret key with the name by which stored things refer to it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class NamedKey:
    """32 secret bytes and their id. Printing it never shows the secret.

    The same shape serves as a master key (AES-256), an Ed25519 seed, or a token signing secret.
    """

    id: str
    secret: bytes = field(repr=False)
