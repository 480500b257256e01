"""Tell a story in numbered steps, and stop loudly where it turns out false."""

from collections.abc import Callable, Iterable
from textwrap import fill
from typing import Final

from onward.foundation.errors import OnwardError

_INDENT: Final = " " * 11


class StoryTurnedOutFalse(OnwardError):
    """What the story tells is not what the hub shows."""

    code = "story-turned-out-false"


class Narrator:
    """Numbers the steps of one story, and passes them on line by line."""

    def __init__(self, say: Callable[[str], None], *, width: int) -> None:
        """Take where the lines go, and how wide they may be."""
        self._say = say
        self._width = width
        self._steps = 0

    def given(self, text: str) -> None:
        """Tell what is so when the story begins."""
        self._step("Given", text)

    def when(self, text: str) -> None:
        """Tell what somebody does next."""
        self._step("When", text)

    def then(self, text: str, *, seen: object, wanted: object) -> None:
        """Tell what came of it, if that is what was seen.

        Raises:
            StoryTurnedOutFalse: it is not; the text names the step, what was seen and what was wanted.
        """
        if seen != wanted:
            raise StoryTurnedOutFalse(
                f"Step {self._steps + 1} turned out false: {text}\nThe hub shows {seen!r}, not {wanted!r}."
            )
        self._step("Then", text)

    def show(self, lines: Iterable[str]) -> None:
        """Show, below a step, what the hub answered word for word."""
        for each in lines:
            self._say(
                fill(f"- {each}", self._width, initial_indent=_INDENT, subsequent_indent=f"{_INDENT}  ")
            )

    def _step(self, word: str, text: str) -> None:
        self._steps += 1
        begin = f"{self._steps:>3}  {word:<6}"
        self._say(fill(text, self._width, initial_indent=begin, subsequent_indent=_INDENT))
