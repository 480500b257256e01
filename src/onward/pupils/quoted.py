"""A pupil as one item quotes them, and what of it identifies a pupil. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from onward.matching.exact import match_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Quoted:
    """A pupil as one item quotes them."""

    surname: str
    forename: str
    middle_names: str = ""
    known_as_surname: str = ""
    known_as_forename: str = ""
    born: date
    sex: str
    scn: str = ""
    upn: str = ""
    chi: str = ""
    stage: str = ""

    @property
    def identifiers(self) -> frozenset[tuple[str, str]]:
        """The (kind, value) pairs that are quoted."""
        pairs = (("scn", self.scn), ("upn", self.upn), ("chi", self.chi))
        return frozenset(pair for pair in pairs if pair[1])

    @property
    def match_key(self) -> str:
        """The key of exact demographics."""
        return match_key(self.surname, self.forename, self.born, self.sex)


def identity_names(quoted: Iterable[Quoted]) -> set[str]:
    """Return the names to lock, so that two transactions do not make one pupil twice."""
    names = {f"{kind}:{value}" for each in quoted for kind, value in each.identifiers}
    return names | {each.match_key for each in quoted}
