"""One element of a file as it was read, with the line on which it starts."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(slots=True)
class Element:
    """An element: its own text (that of its parts is theirs), its parts and attributes."""

    name: str
    line: int
    text: str = ""
    parts: list["Element"] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)

    def line_at(self, path: str) -> int:
        """Return the line of a path such as `Phones/Phone[2]/PhoneNo`, or of the part of it that is there."""
        element = self
        for step in path.split("/"):
            name, _, index = step.rstrip("]").partition("[")
            said = [part for part in element.parts if part.name.lower() == name.lower() and not part.is_empty]
            position = int(index or 1) - 1
            if position >= len(said):
                break
            element = said[position]
        return element.line

    @property
    def is_empty(self) -> bool:
        """Say whether the element and everything in it holds no text and no attribute."""
        return not (self.attributes or self.text.strip()) and all(part.is_empty for part in self.parts)

    def flattened(self, path: str) -> Iterator[tuple[str, str]]:
        """Give the path and text of everything that the element holds, so that nothing is lost."""
        for name, value in self.attributes.items():
            yield f"{path}/@{name}", value
        if self.text.strip() or not (self.parts or self.attributes):
            yield path, self.text.strip()
        for part, step in zip(self.parts, _steps(self.parts), strict=True):
            yield from part.flattened(f"{path}/{step}")


def _steps(parts: list[Element]) -> Iterator[str]:
    """Give the names of parts, numbered where a name comes more than once."""
    total = Counter(part.name for part in parts)
    met: Counter[str] = Counter()
    for part in parts:
        met[part.name] += 1
        yield f"{part.name}[{met[part.name]}]" if total[part.name] > 1 else part.name
