"""Style sheets, scripts and fonts: where they are, how they are sent, and what happens without them."""

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from onward.web.assets import OWN, UnknownAsset, asset, find
from onward.web.fetching import copied, fetch_or_say_why, is_fetched

WITHOUT = """
import sys
sys.prefix = sys.argv[1]
from onward.web.assets import asset, find, is_styled
print(is_styled(), find(asset("design-system.min.css")), find(asset("fonts.css")).media_type)
"""


def test_all_files_lie_under_one_name_made_from_their_contents() -> None:
    script, styles = asset("start.js"), asset("fonts.css")

    assert script.split("/")[:3] == styles.split("/")[:3]
    assert script == f"/static/{script.split('/')[2]}/start.js"
    assert len(script.split("/")[2]) == 16


def test_a_file_that_does_not_exist_has_no_address() -> None:
    with pytest.raises(UnknownAsset):
        asset("missing.css")


def test_everything_that_the_style_sheets_and_scripts_name_is_there() -> None:
    named = ["fonts/roboto-latin-400.woff2", "fonts/roboto-latin-ext-700.woff2", "design-system.js"]
    text = "".join(file.read_text(encoding="utf-8") for file in OWN.glob("*.*"))

    assert all(f'"{name}"' in text or f'"./{name}"' in text for name in named)
    assert {f"static/{name}" for name in named} <= copied("run").keys()


def test_a_file_is_sent_compressed_and_kept_for_good(client: Client) -> None:
    plain = client.get(asset("fonts.css"))
    small = client.get(asset("fonts.css"), headers={"Accept-Encoding": "br, gzip"})

    assert plain.content == gzip.decompress(small.content) == (OWN / "fonts.css").read_bytes()
    assert (plain.get("Content-Encoding"), small["Content-Encoding"]) == (None, "gzip")
    assert small["Content-Type"] == "text/css; charset=utf-8"
    assert small["Cache-Control"] == "public, max-age=31536000, immutable"
    assert small["Content-Length"] == str(len(small.content))
    assert small["Vary"] == "Accept-Encoding"
    assert small["X-Content-Type-Options"] == "nosniff"


def test_what_is_compressed_already_is_sent_as_it_is(client: Client) -> None:
    if not is_fetched("run"):
        pytest.skip("what browsers get was not fetched; ./onward test fetches it, and says why it cannot")

    font = client.get(asset("fonts/roboto-latin-400.woff2"), headers={"Accept-Encoding": "gzip"})

    assert (font.get("Content-Encoding"), font["Content-Type"]) == (None, "font/woff2")


@pytest.mark.parametrize("name", ["../settings.py", "start.js/", "", "nothing.css"])
def test_nothing_else_lies_there(name: str) -> None:
    assert find(asset("start.js").replace("start.js", name)) is None


def test_without_what_others_made_the_pages_have_their_addresses_and_say_so(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WITHOUT, str(tmp_path)]

    said = subprocess.check_output(command, env={"PYTHONPATH": "src"}, text=True)

    assert said == "False None text/css; charset=utf-8\n"


@pytest.mark.slow
def test_without_a_registry_it_is_said_what_works_and_what_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")

    fetch_or_say_why("run", said.append)

    assert not is_fetched("run")
    assert [each.name for each in (tmp_path / "assets").iterdir()] == ["lock"]
    text = "\n".join(said)
    assert "could not be fetched from the npm registry. The hub works without them" in text
    assert "ECONNREFUSED" in text
    assert "npm_config_registry=ADDRESS" in text


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    (tmp_path / "assets").write_text("in the way", encoding="utf-8")
    monkeypatch.setattr(sys, "prefix", str(tmp_path))

    fetch_or_say_why("test", said.append)

    assert "Journeys in a browser cannot run without them" in said[0]
    assert str(tmp_path / "assets") in said[0]
