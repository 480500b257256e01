"""All examples of the style guide, in the order in which they are listed."""

from collections.abc import Mapping, Sequence

from onward.web.style import asking, figures, frame, lists, telling
from onward.web.style.example import Example

GROUPS: Mapping[str, Sequence[Example]] = {
    "Finding one's way": frame.EXAMPLES,
    "Asking": asking.EXAMPLES,
    "Telling": telling.EXAMPLES,
    "Lists": lists.EXAMPLES,
    "Figures": figures.EXAMPLES,
}
"""The components by what they are for."""

EXAMPLES: Mapping[str, Example] = {each.of: each for group in GROUPS.values() for each in group}
"""Every example by the name of its component."""
