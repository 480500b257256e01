"""What is said of a replay: a line a month while it runs, and the account at its end. Pure text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from onward.demo.replay.driver import SoFar
from onward.demo.replay.memory import PeakMemory
from onward.demo.replay.totals import Totals

_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True)
class Course:
    """How many things were done, and in what time."""

    count: int
    seconds: float

    @property
    def pace(self) -> str:
        """Return the time and the rate in words."""
        return f"in {self.seconds:,.1f} s ({self.count / max(self.seconds, 0.001):,.0f} a second)"


def tell_month(so_far: SoFar, *, seconds: float, say: Callable[[str], None]) -> None:
    """Say how far it is, on the last day of each month."""
    if (so_far.day + timedelta(days=1)).day != 1:
        return
    say(
        f"  {so_far.day:%Y %b}: {so_far.done.accepted:>9,} messages and {so_far.nights.alarms:>7,} alarms "
        f"so far, {seconds:6.1f} s"
    )


@dataclass(frozen=True, kw_only=True)
class Account:
    """All that is told at the end of a replay."""

    totals: Totals
    last: SoFar
    loading: Course
    replaying: Course
    memory: PeakMemory

    def lines(self) -> Iterator[str]:
        """Yield the lines."""
        yield f"Replayed up to {self.last.day:%d %B %Y}."
        yield from self._of_transfers()
        yield from self._of_messages()
        yield f"  Loading      {self.loading.count:,} pupils {self.loading.pace}"
        yield f"  Replaying    {self.replaying.count:,} messages {self.replaying.pace}"
        yield f"               {self.last.seconds_of_nights:,.1f} s of it for the hub's nights"
        yield f"  Memory       {self._memory()}"

    def _of_transfers(self) -> Iterator[str]:
        all_, nights = self.totals, self.last.nights
        yield f"  Transfers    {all_.transfers:,}, of which {all_.announced:,} were announced by a departure"
        yield f"               arrived in time {all_.arrived_in_time:,}, late {all_.arrived_late:,}"
        yield f"               never {all_.not_found:,}: their alarms are open"
        yield f"               confirmed elsewhere {all_.elsewhere:,}, ended {all_.ended:,}"
        yield f"               withdrawn {all_.withdrawn:,}"
        yield f"  Alarms       {all_.alarms:,} raised after {nights.reminded:,} reminders"
        yield f"               {all_.alarms_ended:,} ended, climbed {nights.climbed:,} times"

    def _of_messages(self) -> Iterator[str]:
        all_, last = self.totals, self.last
        yield f"  Messages     {all_.messages:,} from schools and authorities; refused: {self._refusals()}"
        yield f"               {all_.reports:,} from the hub; old schools told {last.nights.told:,} times"
        yield f"  Mailboxes    {all_.deliveries:,} deliveries, {last.done.collected:,} of them collected"
        yield f"               {all_.filed:,} filed, {all_.expired:,} expired"

    def _refusals(self) -> str:
        refused = self.last.done.refused
        if not refused:
            return "none"
        return ", ".join(f"{count:,} {what}" for what, count in refused.most_common())

    def _memory(self) -> str:
        own = f"{self.memory.own / _MEGABYTE:,.0f} MB at most"
        if not self.memory.server:
            return f"{own}, without PostgreSQL, which runs elsewhere"
        return f"{own}, and {self.memory.server / _MEGABYTE:,.0f} MB PostgreSQL"
