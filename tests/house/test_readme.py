"""The newcomer's walk: what the README tells them to send is what the hub takes."""

import io
import re

from tests.harness.sources import ROOT

from onward.demo.opening import SCALE, SEED
from onward.demo.schools import lay_out_schools
from onward.formats.forms import Departure
from onward.formats.lists.reading import read_list
from onward.formats.native import read_item

README = (ROOT / "README.md").read_text(encoding="utf-8")
TODAY = "2026-11-23"


def test_the_schools_of_the_walk_are_in_the_invented_nation() -> None:
    named = set(re.findall(r"\b\d{7}-(?:primary|secondary|special)\b", README))

    assert len(named) == 2
    assert named <= {f"{each.seed}-{each.type}" for each in lay_out_schools(SEED, SCALE)}


def test_the_departure_of_the_walk_is_taken() -> None:
    (body,) = re.findall(r"-d '(\{\n.*?\})'\n", README, re.DOTALL)

    said = read_item(body.replace("'$(date +%F)'", TODAY).encode())

    assert isinstance(said, Departure)


def test_the_file_of_the_walk_has_one_fault_which_its_mending_mends() -> None:
    (text,) = re.findall(r"<<END\n(.*?)END\n", README, re.DOTALL)
    file = text.replace("$(date +%F)", TODAY)

    first, mended = (
        [each.said is not None for each in read_list(io.BytesIO(body.encode()), "leavers.csv").entries]
        for body in (file, file.replace("31/02", "28/02"))
    )

    assert first == [True, False]
    assert mended == [True, True]
