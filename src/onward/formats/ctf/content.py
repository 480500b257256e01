"""What a transfer file says about itself."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Place:
    """A school, or what stands in for one, as a file's header names it."""

    lea: str = ""
    estab: str = ""
    urn: str = ""
    name: str = ""
    academic_year: str = ""

    @property
    def code(self) -> str:
        """Return the seven characters of LEA and Estab together."""
        return self.lea + self.estab

    def said(self) -> dict[str, str]:
        """Return what is known of the place, without what is empty."""
        everything = {
            "LEA": self.lea,
            "Estab": self.estab,
            "URN": self.urn,
            "SchoolName": self.name,
            "AcademicYear": self.academic_year,
        }
        return {name: value for name, value in everything.items() if value}


@dataclass(frozen=True, kw_only=True)
class Header:
    """The header of a transfer file. `made_at` is in the file's own form; see `time_text`."""

    source: Place
    destination: Place
    made_at: str = ""
    version: str = "25.0"
    qualifier: str = "full"
    descriptor: str = ""
    supplier: str = ""

    def said(self) -> dict[str, object]:
        """Return the header as each pupil's record carries it."""
        return {
            "version": self.version,
            "made_at": self.made_at,
            "supplier": self.supplier,
            "source": self.source.said(),
            "destination": self.destination.said(),
        }


def time_text(moment: datetime) -> str:
    """Return a moment as transfer files write it: to the second, in the zone that it carries, unnamed."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")
