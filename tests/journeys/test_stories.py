"""Every story of `./onward demo`, played through a real web server over HTTP. Each proves what it tells."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.journeys.conftest import RunningHub

from onward.demo.stories.catalogue import STORIES, Story, set_stage
from onward.demo.stories.school_system import HubNotRunning, HubRefused
from onward.demo.stories.stage import Stage
from onward.foundation.clock import SystemClock
from onward.operations.doctor import examine

pytestmark = pytest.mark.slow


def _stage(hub: RunningHub, say: Callable[[str], None]) -> Stage:
    return set_stage(say, hub=hub.address, systems=hub.systems, keyring=hub.keyring, clock=SystemClock())


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_is_true_and_leaves_sound_data(story: Story, running: RunningHub) -> None:
    lines: list[str] = []

    story.play(_stage(running, lines.append))

    findings = examine(now=SystemClock().now())
    assert [each.says for each in findings if not each.is_sound] == []
    assert 8 <= sum(line.strip()[0].isdigit() for line in lines) <= 20


def test_a_story_can_be_played_again(running: RunningHub) -> None:
    for _ in range(2):
        STORIES[0].play(_stage(running, lambda _line: None))


def test_without_a_hub_it_is_said_how_to_start_one(running: RunningHub) -> None:
    nobody = replace(running, address="http://127.0.0.1:1")

    with pytest.raises(HubNotRunning, match=r"\./onward up"):
        _stage(nobody, lambda _line: None)


def test_the_hub_of_another_installation_is_told_apart(running: RunningHub) -> None:
    strangers = tuple(replace(each, secret="of another hub") for each in running.systems)
    another = replace(running, systems=strangers)

    with pytest.raises(HubRefused, match="another"):
        _stage(another, lambda _line: None)
