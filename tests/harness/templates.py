"""The templates of the website."""

from tests.harness.sources import PACKAGE

TEMPLATES = sorted((PACKAGE / "web" / "templates").rglob("*.html"))
COMPONENTS = sorted((PACKAGE / "web" / "templates" / "components").glob("*.html"))
