"""What a browser says of itself, in words."""

import pytest

from onward.web.sign_in.session_pages import device_of

KIT = "AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            f"Mozilla/5.0 (Windows NT 10.0) {KIT} Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge on Windows",
        ),
        (f"Mozilla/5.0 (X11; Linux x86_64) {KIT} Chrome/130.0 Safari/537.36", "Chrome on Linux"),
        (f"Mozilla/5.0 (X11; CrOS x86_64 1) {KIT} Chrome/130.0 Safari/537.36", "Chrome on a Chromebook"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS like Mac OS X) Safari/604.1",
            "Safari on an iPhone",
        ),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 14.0; rv:131.0) Gecko Firefox/131.0", "Firefox on a Mac"),
        (
            f"Mozilla/5.0 (Linux; Android 14) {KIT} SamsungBrowser/25 Chrome/1",
            "Samsung Internet on Android",
        ),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_device_is_told_in_words(said: str, words: str) -> None:
    assert device_of(said) == words
