"""A workflow as data: which moves are allowed from which states, and where they lead.

Pure: it decides, and draws itself. Locking, saving and writing the event belong to the rooms.
"""

from collections.abc import Set as AbstractSet
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from onward.foundation.errors import OnwardError

State = TypeVar("State", bound=StrEnum)


class MoveNotAllowed(OnwardError):
    """This move is not allowed from this state.

    `move` is what was tried, `state` where it was tried, `allowed` the names of what would be allowed.
    """

    code = "move-not-allowed"

    def __init__(self, *, move: str, state: str, allowed: tuple[str, ...]) -> None:
        """Say what was tried, where, and what would be allowed."""
        choice = ", ".join(allowed) or "nothing"
        super().__init__(f"{move} is not allowed from the state {str(state)!r}; allowed: {choice}.")
        self.move = move
        self.state = state
        self.allowed = allowed


@dataclass(frozen=True)
class Move(Generic[State]):
    """A verb that leads from any of the `start` states to the `end` state."""

    name: str
    _: KW_ONLY
    start: AbstractSet[State]
    end: State

    def __post_init__(self) -> None:
        """Keep the start states as a frozen set, however they were given."""
        object.__setattr__(self, "start", frozenset(self.start))


class Workflow(Generic[State]):
    """The table of moves over one StrEnum of states.

    `moves` are kept in the given order, `states` in the order of the StrEnum, and `begins` are the
    states in which a thing may come into being (they only matter to the diagram).
    """

    def __init__(self, *moves: Move[State], begins: AbstractSet[State] = frozenset()) -> None:
        """Check the table and keep it.

        A name may stand for several moves, as long as no state is a start of two of them.

        Raises:
            ValueError: there is no move, a move has no start, or two moves of one name overlap.
        """
        self.moves = moves
        self.begins = frozenset(begins)
        self._ends = _ends_by_name(moves)
        self.states: tuple[State, ...] = tuple(type(moves[0].end))

    def end_of(self, move: str, state: State) -> State:
        """Return the state that the move named `move` leads to from `state`.

        Raises:
            MoveNotAllowed: the move exists, but not from this state.
            ValueError: no move has this name.
        """
        try:
            return self._of_name(move)[state]
        except KeyError:
            raise MoveNotAllowed(move=move, state=state, allowed=self._names_from(state)) from None

    def allowed(self, state: State) -> tuple[Move[State], ...]:
        """Return the moves that are allowed from `state`, in the table's order."""
        return tuple(move for move in self.moves if state in move.start)

    def starts_of(self, move: str) -> frozenset[State]:
        """Return every state from which the move named `move` is allowed.

        Raises:
            ValueError: no move has this name.
        """
        return frozenset(self._of_name(move))

    def to_mermaid(self, title: str) -> str:
        """Return the workflow as a Mermaid state diagram, the same text for the same table."""
        lines = ["---", f"title: {title}", "---", "stateDiagram-v2"]
        lines += [f'    state "{_words(state)}" as {_key(state)}' for state in self.states]
        lines += [f"    [*] --> {_key(state)}" for state in self.states if state in self.begins]
        lines += [f"    {arrow} : {', '.join(names)}" for arrow, names in self._arrows().items()]
        lines += [f"    {_key(state)} --> [*]" for state in self.states if self._is_last(state)]
        return "\n".join(lines) + "\n"

    def _of_name(self, move: str) -> dict[State, State]:
        if move not in self._ends:
            raise ValueError(f"no move is named {move!r}")
        return self._ends[move]

    def _names_from(self, state: State) -> tuple[str, ...]:
        return tuple(move.name for move in self.allowed(state))

    def _arrows(self) -> dict[str, list[str]]:
        arrows: dict[str, list[str]] = {}
        for state in self.states:
            for move in self.allowed(state):
                arrows.setdefault(f"{_key(state)} --> {_key(move.end)}", []).append(move.name)
        return arrows

    def _is_last(self, state: State) -> bool:
        return not self.allowed(state) and any(move.end == state for move in self.moves)


def _ends_by_name(moves: tuple[Move[State], ...]) -> dict[str, dict[State, State]]:
    if not moves:
        raise ValueError("a workflow needs at least one move")
    ends: dict[str, dict[State, State]] = {}
    for move in moves:
        of_name = ends.setdefault(move.name, {})
        if not move.start:
            raise ValueError(f"the move {move.name!r} has no start")
        if overlap := sorted(of_name.keys() & move.start):
            raise ValueError(f"two moves named {move.name!r} start from {', '.join(overlap)}")
        of_name.update(dict.fromkeys(move.start, move.end))
    return ends


def _key(state: StrEnum) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in state.value)


def _words(state: StrEnum) -> str:
    return " ".join(_key(state).split("_"))
