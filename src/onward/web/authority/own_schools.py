"""The schools of the authority at which the person has their seat."""

from onward.database.sight import seen_as
from onward.directory.register import Register, SchoolFact, current_register
from onward.web.seat import PageRequest


def register_for(request: PageRequest) -> Register:
    """Return the directory as the person's own sight reads it."""
    with seen_as(request.seat.actor.sight):
        return current_register()


def own_schools(request: PageRequest) -> list[SchoolFact]:
    """Return the authority's schools that exchange through the hub, by name; closed ones too."""
    authority_id = request.seat.organisation.authority_id
    schools = register_for(request).by_id.values()
    own = [each for each in schools if each.authority_id == authority_id and each.takes_part]
    return sorted(own, key=lambda each: (each.name, each.id))


def school_choices(request: PageRequest) -> list[tuple[str, str]]:
    """Return the authority's schools as the choices of a filter, by number and name."""
    return [(str(each.id), each.name) for each in own_schools(request)]
