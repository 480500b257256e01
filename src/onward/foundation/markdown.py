"""Tables for the documents that the code writes about itself. Pure."""

from collections.abc import Iterable, Sequence


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; a vertical bar in a cell stays a bar."""
    lines = [heads, *rows]
    written = [" | ".join(cell.replace("|", "\\|") for cell in line) for line in lines]
    written.insert(1, " | ".join("---" for _ in heads))
    return "".join(f"| {line} |\n" for line in written)


def generated_page(title: str, source: str, *parts: str) -> str:
    """Return a page with its title and the note that tells where it comes from."""
    note = f"This page is generated from `{source}` by `./onward docs`; do not edit it by hand.\n"
    return "\n".join((f"# {title}\n", note, *parts))
