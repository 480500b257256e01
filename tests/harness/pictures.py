"""Pictures for the user guide: what the window shows, in 256 colours, where a folder for them is named."""

import base64
import os
import struct
import zlib
from pathlib import Path
from typing import Final, cast

from playwright.sync_api import Page

FOLDER: Final = os.environ.get("ONWARD_GUIDE_PICTURES", "")
# The colours that are used most are kept; every other one becomes the nearest of them.
_IN_256_COLOURS: Final = """async source => {
    const picture = new Image();
    picture.src = "data:image/png;base64," + source;
    await picture.decode();
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const drawn = canvas.getContext("2d");
    drawn.drawImage(picture, 0, 0);
    const pixels = new Uint32Array(drawn.getImageData(0, 0, picture.width, picture.height).data.buffer);
    const used = new Map();
    for (const each of pixels) used.set(each, (used.get(each) ?? 0) + 1);
    const kept = [...used].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 256).map(([each]) => each);
    const parts = each => [each & 255, each >> 8 & 255, each >> 16 & 255];
    const far = (a, b) => parts(a).reduce((sum, one, at) => sum + (one - parts(b)[at]) ** 2, 0);
    const place = new Map(kept.map((each, at) => [each, at]));
    for (const each of used.keys()) if (!place.has(each)) place.set(each,
        kept.reduce((best, _, at) => far(each, kept[at]) < far(each, kept[best]) ? at : best, 0));
    const bytes = Uint8Array.from(pixels, each => place.get(each));
    let text = "";
    for (let at = 0; at < bytes.length; at += 9999) {
        text += String.fromCharCode(...bytes.subarray(at, at + 9999));
    }
    return [picture.width, picture.height, kept.flatMap(parts), btoa(text)];
}"""


def keep_picture(page: Page, name: str) -> None:
    """Keep what the window shows under this name, if a folder for pictures is named."""
    if not FOLDER:
        return
    page.evaluate("document.fonts.ready")
    page.evaluate("scrollTo(0, 0)")
    shown = base64.b64encode(page.screenshot(animations="disabled", caret="hide")).decode()
    with page.context.browser.new_context() as context:  # type: ignore[union-attr]
        found = context.new_page().evaluate(_IN_256_COLOURS, shown)
    width, height, colours, pixels = cast("tuple[int, int, list[int], str]", found)
    content = _png(width, height, bytes(colours), base64.b64decode(pixels))
    (Path(FOLDER) / f"{name}.png").write_bytes(content)


def _png(width: int, height: int, colours: bytes, pixels: bytes) -> bytes:
    """Return a picture with a palette as a PNG file."""
    lines = b"".join(b"\0" + pixels[at : at + width] for at in range(0, len(pixels), width))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", colours), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
