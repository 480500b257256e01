"""What the operator says of an identity provider is complete and private, or the service does not start."""

from pathlib import Path

import pytest

from onward.config.env import read_environment
from onward.foundation.identity_provider import is_private

COMPLETE = {
    "ONWARD_OIDC_ISSUER": "https://login.council.example/tenant",
    "ONWARD_OIDC_CLIENT_ID": "onward",
    "ONWARD_OIDC_CLIENT_SECRET": "s3cret",
}


def test_without_an_issuer_there_is_no_provider(tmp_path: Path) -> None:
    assert read_environment({"ONWARD_OIDC_CLIENT_ID": "onward"}, tmp_path).identity_provider is None


def test_what_is_set_is_understood_and_the_secret_is_not_printed(tmp_path: Path) -> None:
    claims = {"ONWARD_OIDC_NAME": "Angus Council", "ONWARD_OIDC_VOUCHED_BY": "amr=mfa, acr=a=b"}

    provider = read_environment({**COMPLETE, **claims}, tmp_path).identity_provider

    assert provider is not None
    assert provider.name == "Angus Council"
    assert provider.vouched_by == {("amr", "mfa"), ("acr", "a=b")}
    assert provider.acr_values == "a=b"
    assert "s3cret" not in repr(provider)


@pytest.mark.parametrize(
    "wrong",
    [
        {"ONWARD_OIDC_CLIENT_ID": ""},
        {"ONWARD_OIDC_CLIENT_SECRET": ""},
        {"ONWARD_OIDC_ISSUER": "http://login.council.example"},
        {"ONWARD_OIDC_VOUCHED_BY": "mfa"},
        {"ONWARD_OIDC_VOUCHED_BY": "email=x"},
        {"ONWARD_OIDC_VOUCHED_BY": "amr="},
    ],
    ids=str,
)
def test_what_is_incomplete_or_open_to_others_is_refused(tmp_path: Path, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="ONWARD_OIDC"):
        read_environment({**COMPLETE, **wrong}, tmp_path)


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("https://login.example", True),
        ("http://127.0.0.1:80", True),
        ("http://localhost", True),
        ("http://login.example", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("None", False),
    ],
)
def test_an_address_is_private_under_tls_or_on_this_machine(address: str, private: bool) -> None:
    assert is_private(address) is private
