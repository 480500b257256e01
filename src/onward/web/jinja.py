"""The template environment of the website: what is not defined is an error, and everything is escaped."""

from typing import Any

from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from onward.web.assets import asset, is_styled
from onward.web.brand import BRAND
from onward.web.brand_files import brand_address
from onward.web.wording import count_of, day, moment


def environment(**options: Any) -> Environment:
    """Return the environment that Django's Jinja2 backend asks for."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made = Environment(**options)  # noqa: S701 -- the backend that calls sets autoescape
    made.globals.update(asset=asset, brand=BRAND, brand_address=brand_address, url=reverse)
    made.globals.update(is_styled=is_styled)
    made.filters.update(day=day, moment=moment, count_of=count_of)
    return made
