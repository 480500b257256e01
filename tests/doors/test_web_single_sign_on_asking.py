"""What the hub asks of an identity provider, and how often."""

import time

import pytest
from tests.harness.identity_provider import identity_provider

from onward.web.sign_in.oidc import discover, forget_providers
from onward.web.sign_in.provider_http import ProviderSilent

WELL_KNOWN = "/.well-known/openid-configuration"


def test_what_a_provider_says_of_itself_is_remembered() -> None:
    with identity_provider(time.time) as provider:
        forget_providers()
        told = [discover(provider.as_set()) for _ in range(3)]
        forget_providers()
        discover(provider.as_set())

    assert told[0] == told[1] == told[2]
    assert provider.asked_for == [WELL_KNOWN] * 2


def test_a_provider_that_is_silent_is_asked_again() -> None:
    forget_providers()
    with identity_provider(time.time) as provider:
        asked = provider.as_set()

    for _ in range(2):
        with pytest.raises(ProviderSilent):
            discover(asked)
