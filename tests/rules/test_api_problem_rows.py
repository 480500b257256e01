"""Every foreseen error that can reach the API has its row; of the others it is said why they cannot."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import onward
from onward.api.errors import Refusal
from onward.api.problems import problem_of
from onward.foundation.errors import OnwardError

BELOW_AND_HERE = (
    "foundation", "formats", "matching", "database", "audit", "directory", "access", "protection", "pupils",
    "messaging", "transfers", "operations", "statistics", "api",
)  # fmt: skip
NEVER_AT_THIS_DOOR = {
    "refused": "only its subclasses are raised",
    "credential-refused": "the token address answers it in the words of RFC 6749",
    "not-a-scope": "only operators issue credentials",
    "not-a-role": "only operators give roles",
    "role-held-elsewhere": "only operators give roles",
    "already-ended": "only operators end roles and credentials",
    "proof-does-not-hold": "only operators check proofs",
    "audit-without-transaction": "a mistake of the programmer",
    "audit-entry-not-sealed": "only operators prove entries",
    "unsafe-database": "the service does not start",
    "school-listed-already": "only operators list schools",
    "cannot-be-so": "only operators change the directory",
    "school-already-closed": "only operators close schools",
    "school-not-closed": "only operators reopen schools",
    "succession-goes-in-a-circle": "only operators close schools",
    "directory-changed-meanwhile": "only operators import lists",
    "too-many-bytes": "becomes a fault of the file",
    "table-refused": "becomes a fault of the file",
    "not-a-ctf-code": "codes of places come from the directory and from checked forms",
    "not-an-element-name": "a setting of the operator's, which a test of the settings checks",
    "number-cannot-exist": "only the makers of invented numbers raise it",
    "cannot-be-merged": "only the centre merges pupils",
    "not-the-pupils-school": "only the centre releases what it keeps back",
    "not-enough-known": "only pages search for pupils",
    "policy-cannot-be": "only operators change policies",
    "item-refused": "becomes the verdict on an item",
}


def rooms() -> Iterator[str]:
    for module in pkgutil.walk_packages(onward.__path__, "onward."):
        if module.name.split(".")[1] in BELOW_AND_HERE and ".migrations" not in module.name:
            yield module.name


def every_error() -> set[type[OnwardError]]:
    for name in rooms():
        import_module(name)
    found: set[type[OnwardError]] = set()
    to_do = [OnwardError]
    while to_do:
        children = to_do.pop().__subclasses__()
        to_do += children
        found |= {each for each in children if each.__module__.split(".")[1] in BELOW_AND_HERE}
    return found


def test_every_error_has_its_row_or_cannot_come() -> None:
    missing = {
        error.code
        for error in every_error()
        if problem_of(error) is None and error.code not in NEVER_AT_THIS_DOOR
    }

    assert missing == set()


def test_what_is_said_to_never_come_is_there_and_has_no_row() -> None:
    without = {error.code for error in every_error() | {Refusal} if problem_of(error) is None}

    assert set(NEVER_AT_THIS_DOOR) == without


def test_codes_of_errors_are_never_used_twice() -> None:
    codes: dict[str, list[str]] = {}
    for error in every_error():
        if "code" in vars(error):
            codes.setdefault(error.code, []).append(error.__name__)

    assert {code: names for code, names in codes.items() if len(names) > 1} == {}
