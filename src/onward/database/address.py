"""Where a database is and as whom to connect; kept in the data folder without passwords."""

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

FILE_NAME = "database.json"


@dataclass(frozen=True, kw_only=True)
class Address:
    """A PostgreSQL database and a login on it. Printing it never shows the password."""

    host: str
    port: int
    name: str
    user: str = ""
    password: str = field(default="", repr=False)
    options: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_url(cls, url: str) -> "Address":
        """Read a `postgresql://user:password@host:port/name?sslmode=...` address.

        Raises:
            psycopg.ProgrammingError: this is no PostgreSQL address.
        """
        parts: dict[str, Any] = dict(conninfo_to_dict(url))
        return cls(
            host=str(parts.pop("host", "127.0.0.1")),
            port=int(parts.pop("port", 5432)),
            name=str(parts.pop("dbname", "onward")),
            user=str(parts.pop("user", "")),
            password=str(parts.pop("password", "")),
            options={key: str(value) for key, value in parts.items()},
        )

    def login(self, user: str, password: str) -> "Address":
        """Return the same place with another login."""
        return replace(self, user=user, password=password)

    def database(self, name: str) -> "Address":
        """Return another database on the same server, with the same login."""
        return replace(self, name=name)

    def same_place(self, other: "Address") -> bool:
        """Say whether both mean one database, whoever logs in."""
        return (self.host, self.port, self.name) == (other.host, other.port, other.name)

    def conninfo(self) -> str:
        """Return libpq's connection string. It holds the password: do not log it."""
        return make_conninfo(
            host=self.host,
            port=self.port,
            dbname=self.name,
            user=self.user,
            password=self.password,
            **self.options,
        )

    def url(self) -> str:
        """Return the address as a URL for environment variables. It holds the password: do not log it."""
        login = f"{quote(self.user, safe='')}:{quote(self.password, safe='')}"
        query = "&".join(f"{key}={quote(value, safe='')}" for key, value in self.options.items())
        place = f"{quote(self.host, safe='')}:{self.port}/{quote(self.name, safe='')}"
        return f"postgresql://{login}@{place}" + (f"?{query}" if query else "")

    def connect(self) -> psycopg.Connection[tuple[Any, ...]]:
        """Open a connection that commits each statement by itself."""
        return psycopg.connect(self.conninfo(), autocommit=True)


def read_address(folder: Path) -> Address | None:
    """Return the prepared database's place, without a login, or None before set-up."""
    path = folder / FILE_NAME
    if not path.exists():
        return None
    content = json.loads(path.read_text(encoding="utf-8"))
    return Address(
        host=content["host"], port=content["port"], name=content["name"], options=content["options"]
    )


def write_address(folder: Path, address: Address) -> None:
    """Remember the place of the prepared database; the login stays in the key file."""
    content = {"host": address.host, "port": address.port, "name": address.name, "options": address.options}
    path = folder / FILE_NAME
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(content, indent=2), encoding="utf-8")
    fresh.replace(path)
