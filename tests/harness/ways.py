"""The ways in which people walk through the website: by mouse, keyboard, zoomed, without script."""

from dataclasses import dataclass, field
from typing import Any, Final

from tests.harness.browser import HEIGHT, NARROW, WIDE

_SURNAMES: Final = (
    "Rennie", "Baird", "Cowan", "Dewar", "Fyfe", "Geddes", "Imrie", "Laird", "Moffat", "Nairn",
    "Abbot", "Bisset", "Calder", "Duthie", "Eadie", "Forsyth", "Gilmour", "Hislop", "Innes", "Jamie",
    "Keith", "Lamont", "Mair", "Nicol", "Ogilvie", "Petrie", "Rattray", "Salmond", "Tulloch", "Urie",
    "Wark", "Yuill", "Airlie", "Bell", "Cullen", "Doig", "Ewing", "Fraser", "Gowans", "Haig",
    "Irvine", "Jardine", "Kerr", "Lorimer", "Menzies", "Niven", "Orr", "Pirie", "Reid", "Shand",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to walk. `number` gives every way pupils of its own."""

    name: str
    number: int
    options: dict[str, Any] = field(default_factory=dict)
    with_keyboard: bool = False
    with_axe: bool = False
    without_sideways: bool = True

    @property
    def has_script(self) -> bool:
        """Say whether the browser runs scripts."""
        return bool(self.options.get("java_script_enabled", True))

    @property
    def surnames(self) -> tuple[str, ...]:
        """Ten surnames that no other way uses."""
        return _SURNAMES[10 * self.number : 10 * self.number + 10]


IN_AN_OFFICE: Final = Way(name="1280", number=0, with_axe=True)
ON_A_TELEPHONE: Final = Way(
    name="360", number=1, with_axe=True, options={"viewport": {"width": NARROW[-1], "height": HEIGHT}}
)
BY_KEYBOARD: Final = Way(name="keyboard", number=2, with_keyboard=True)
WITHOUT_SCRIPT: Final = Way(
    name="without-script", number=3, options={"java_script_enabled": False}, without_sideways=False
)
ZOOMED: Final = Way(
    name="zoom-200",
    number=4,
    options={"viewport": {"width": WIDE // 2, "height": HEIGHT // 2}, "device_scale_factor": 2},
)
WAYS: Final = (IN_AN_OFFICE, ON_A_TELEPHONE, BY_KEYBOARD, WITHOUT_SCRIPT, ZOOMED)
