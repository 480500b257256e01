"""The brand's colours as a style sheet, and its logo: named by their content, so that they may be kept."""

from collections.abc import Mapping
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_safe

from onward.web.brand import BRAND, Brand, tint

SCALE = (0.08, 0.24, 0.45, 0.85, 1.0)
"""How strong the five steps of a coloured map are; dark text is readable on the first three."""
_KINDS: Mapping[str, str] = {".svg": "image/svg+xml", ".png": "image/png"}


def colour_tokens(brand: Brand) -> dict[str, str]:
    """Return the custom properties that the style sheet draws with, by name."""
    colours = brand.colours
    steps = {f"scale-{step}": tint(colours.brand_dark, share) for step, share in enumerate(SCALE, start=1)}
    return {
        "brand": colours.brand,
        "brand-dark": colours.brand_dark,
        "brand-tint": tint(colours.brand, 0.07),
        "brand-light": tint(colours.brand, 0.15),
        "accent": colours.accent,
        **steps,
    }


def style_sheet(brand: Brand) -> str:
    """Return the colours of a brand as a style sheet."""
    lines = [f"  --onward-{name}: {colour};" for name, colour in colour_tokens(brand).items()]
    return "\n".join([":root {", *lines, "}", ""])


_SHEET = style_sheet(BRAND).encode()
_LOGO = BRAND.logo_file.read_bytes()
_DIGEST = sha256(_SHEET + _LOGO).hexdigest()[:12]


def brand_address(name: str) -> str:
    """Return the address of the brand's `style_sheet` or `logo`."""
    return reverse(f"brand_{name}", args=[_DIGEST])


@require_safe
def colours(request: HttpRequest, digest: str) -> HttpResponse:
    """Answer with the colours."""
    return _kept(_SHEET, "text/css; charset=utf-8")


@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """Answer with the logo."""
    return _kept(_LOGO, _KINDS[BRAND.logo_file.suffix])


def _kept(content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Cache-Control": "public, max-age=31536000, immutable"}
    )


ADDRESSES: list[URLPattern] = [
    path("brand/<slug:digest>/colours.css", colours, name="brand_style_sheet"),
    path("brand/<slug:digest>/logo", logo, name="brand_logo"),
]
