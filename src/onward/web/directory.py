"""The directory of schools for one page, and the words for schools."""

from onward.database.sight import seen_as
from onward.directory.register import Register, SchoolFact, current_register
from onward.web.seat import PageRequest


def register_for(request: PageRequest) -> Register:
    """Return the directory as the person's own sight reads it."""
    with seen_as(request.seat.actor.sight):
        return current_register()


def own_school(request: PageRequest, register: Register) -> SchoolFact:
    """Return the school at which the person has their seat; only for pages of schools."""
    return register.by_id[request.seat.organisation.school_id or 0]


def name_of(school_id: int | None, register: Register) -> str:
    """Return a school's name; none: an empty text."""
    school = register.by_id.get(school_id) if school_id is not None else None
    return school.name if school else ""


def place_of(school: SchoolFact, register: Register) -> str:
    """Return what tells a school from others of the same name: its authority, its kind and its code."""
    return f"{register.authorities.get(school.authority_id, '')}, {school.type.value}, {school.seed}"
