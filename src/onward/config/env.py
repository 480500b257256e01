"""Read the environment once, into one frozen value: `settings.ONWARD`. Nothing else reads it.

Secrets are not in the environment but in the data folder's key file; asking for them before set-up
refuses in plain words.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cached_property
from pathlib import Path

from onward.config.keys import Keys, has_keys, read_keys
from onward.database.address import Address, read_address
from onward.foundation.identity_provider import IdentityProvider

DEFAULT_DATA = ".onward"
_QUARTER = 15


@dataclass(frozen=True, kw_only=True)
class Environment:
    """What the operator set.

    `data` is the folder for keys, documents and the embedded database. `database_url` is the login of
    the service, `owner_database_url` that of the tables' owner, for migrations only; both are empty
    where the embedded database is used. `demo` is on where the synthetic nation may be loaded.
    `behind_proxy` says that a proxy ends TLS and overwrites X-Forwarded-Proto. `requests_per_second` is
    how fast one school system may ask, on average and in each web process. `ctf_scn_element` is the name
    of the extension element that carries the SCN in Common Transfer Files; empty: none is written or read.
    `notice_times` are the times on a Scottish wall clock at which old sides are told on weekdays.
    `smtp_url` is the mail server, as `smtp://user:password@host:port` or `smtps://...`; empty: e-mails wait.
    `email_from` is from whom they come.
    `brand` is the file of name, logo, colours and words for another nation; without it the website is
    Scotland's. `identity_provider` is the organisations' own sign-in, where there is one. `address` is where
    people reach the website, for the links in e-mails.
    """

    data: Path
    database_url: str = field(default="", repr=False)
    owner_database_url: str = field(default="", repr=False)
    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    behind_proxy: bool = False
    demo: bool = False
    requests_per_second: int = 200
    ctf_scn_element: str = "SCN"
    notice_times: tuple[time, ...] = (time(7), time(15))
    smtp_url: str = field(default="", repr=False)
    email_from: str = "onward@localhost"
    brand: Path | None = None
    identity_provider: IdentityProvider | None = None
    address: str = "http://127.0.0.1:8400"

    @property
    def is_set_up(self) -> bool:
        """Say whether the keys have been created."""
        return has_keys(self.data)

    @cached_property
    def keys(self) -> Keys:
        """Return the installation's secrets; refuses where set-up has not run."""
        return read_keys(self.data)

    @property
    def documents(self) -> Path:
        """Return the folder of the encrypted documents."""
        return self.data / "documents"

    @property
    def is_embedded(self) -> bool:
        """Say whether the hub runs its own PostgreSQL in the data folder."""
        return not self.database_url

    def app_database(self) -> Address | None:
        """Return where and as whom the service connects, or None before set-up."""
        given = Address.from_url(self.database_url) if self.database_url else None
        prepared = read_address(self.data)
        if prepared is None or (given is not None and not given.same_place(prepared)):
            return given
        return prepared.login("onward_app", self.keys.database_passwords["app"])

    def owner_database(self) -> Address | None:
        """Return where and as whom migrations connect, or None where the operator keeps that login apart."""
        if self.owner_database_url:
            return Address.from_url(self.owner_database_url)
        prepared = read_address(self.data)
        if prepared is None:
            return None
        return prepared.login("onward_owner", self.keys.database_passwords["owner"])


def read_environment(variables: Mapping[str, str], folder: Path) -> Environment:
    """Return the environment; a relative data folder is taken from `folder`."""
    hosts = tuple(each.strip() for each in variables.get("ONWARD_HOSTS", "").split(",") if each.strip())
    return Environment(
        data=(folder / variables.get("ONWARD_DATA", DEFAULT_DATA)).resolve(),
        database_url=variables.get("ONWARD_DATABASE_URL", ""),
        owner_database_url=variables.get("ONWARD_OWNER_DATABASE_URL", ""),
        allowed_hosts=(*Environment.allowed_hosts, *hosts),
        behind_proxy=variables.get("ONWARD_BEHIND_PROXY", "") == "1",
        demo=variables.get("ONWARD_DEMO", "") == "1",
        requests_per_second=int(
            variables.get("ONWARD_REQUESTS_PER_SECOND", "") or Environment.requests_per_second
        ),
        ctf_scn_element=variables.get("ONWARD_CTF_SCN_ELEMENT", Environment.ctf_scn_element),
        smtp_url=variables.get("ONWARD_SMTP_URL", ""),
        email_from=variables.get("ONWARD_EMAIL_FROM", Environment.email_from),
        notice_times=_notice_times(variables.get("ONWARD_NOTICE_TIMES", "")) or Environment.notice_times,
        address=variables.get("ONWARD_ADDRESS", Environment.address).rstrip("/"),
        brand=(folder / variables["ONWARD_BRAND"]).resolve() if variables.get("ONWARD_BRAND") else None,
        identity_provider=_identity_provider(variables),
    )


def _identity_provider(variables: Mapping[str, str]) -> IdentityProvider | None:
    """Return the provider that signs people in, or None.

    Raises:
        ValueError: what is said of it is incomplete, or cannot be trusted.
    """
    if not variables.get("ONWARD_OIDC_ISSUER"):
        return None
    return IdentityProvider.from_texts(
        issuer=variables["ONWARD_OIDC_ISSUER"],
        client_id=variables.get("ONWARD_OIDC_CLIENT_ID", ""),
        client_secret=variables.get("ONWARD_OIDC_CLIENT_SECRET", ""),
        name=variables.get("ONWARD_OIDC_NAME", ""),
        vouched_by=variables.get("ONWARD_OIDC_VOUCHED_BY", ""),
    )


def _notice_times(text: str) -> tuple[time, ...]:
    """Return times such as `07:00,15:00`. The clock that asks for them looks every quarter of an hour.

    Raises:
        ValueError: one is no time, or not on a quarter of an hour.
    """
    times = tuple(time.fromisoformat(each.strip()) for each in text.split(",") if each.strip())
    if any(each.minute % _QUARTER or each.second or each.microsecond for each in times):
        raise ValueError("ONWARD_NOTICE_TIMES are times on a quarter of an hour, such as 07:00,15:00")
    return times
