"""The ids that the hub gave, as long as something is still to be said about a transfer."""

from uuid import UUID

from onward.demo.traffic.planned import Ids


class GivenIds:
    """Leavers and joiners by the plan's numbers of their transfers."""

    def __init__(self) -> None:
        """Begin with none."""
        self._leavers: dict[int, str] = {}
        self._joiners: dict[tuple[int, int], str] = {}
        self._told: dict[int, list[int]] = {}
        self.known = Ids(leavers=self._leavers, joiners=self._joiners)

    def note_leaver(self, transfer_no: int, leaver: UUID) -> None:
        """Remember the old school's face of a transfer."""
        self._leavers[transfer_no] = str(leaver)

    def note_joiner(self, transfer_no: int, school: int, joiner: UUID) -> None:
        """Remember the face that a destination has; schools are indexes into the nation's."""
        if (transfer_no, school) not in self._joiners:
            self._told.setdefault(transfer_no, []).append(school)
        self._joiners[transfer_no, school] = str(joiner)

    def forget(self, transfer_no: int) -> None:
        """Forget a transfer about which nothing more is said."""
        self._leavers.pop(transfer_no, None)
        for school in self._told.pop(transfer_no, ()):
            del self._joiners[transfer_no, school]
