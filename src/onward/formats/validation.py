"""Is this item well said? Every fault is found at once: of form, of check digits, and between fields.

What needs the directory, the pupil or the state of a transfer is decided by the intake, not here.
"""

from datetime import date

from pydantic import TypeAdapter, ValidationError

from onward.formats.form_faults import form_faults
from onward.formats.forms import Said
from onward.formats.item_rules import fields_of, rule_faults
from onward.foundation.faults import Fault

SAID: TypeAdapter[Said] = TypeAdapter(Said)


def check(data: object, *, path: str = "", today: date | None = None) -> Said | tuple[Fault, ...]:
    """Return what `data` says, or every fault in it.

    `data` is what a JSON reader gives, or a form already made. Paths are JSON paths (`pupil.born`,
    `marks[1]`), after `path` where one is given. Where `today` is given, days after it are faults in
    fields that tell what has happened.
    """
    try:
        said = SAID.validate_python(data)
    except ValidationError as error:
        faults = form_faults(error, path)
        return (*faults, *rule_faults(fields_of(data), path, today, skip=_paths(faults)))
    return tuple(rule_faults(vars(said), path, today)) or said


def _paths(faults: tuple[Fault, ...]) -> frozenset[str]:
    return frozenset(fault.path for fault in faults)
