"""`onward collect`: from the mailbox into a folder, acknowledged by what really lies there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import click

from onward.cli.atomic_file import private_folder
from onward.cli.composition import with_database
from onward.cli.exchange.desk import Desk, desk_of, end_with, school_option
from onward.cli.exchange.inbox import lying
from onward.cli.exchange.saving import Form, Saved, save
from onward.cli.progress import progress_bar
from onward.foundation.errors import OnwardError
from onward.messaging.contents import Content
from onward.messaging.services import Moved
from onward.messaging.workflow import WAITING, DeliveryState
from onward.operations import mailbox

AT_ONCE = 25
UNFINISHED = WAITING | {DeliveryState.COLLECTED}
"""What `--all` takes: also what was collected and never acknowledged, for that run may have been cut off."""


@dataclass(frozen=True, kw_only=True)
class Collecting:
    """One run: where to, in which form, and whether the records count as filed afterwards."""

    desk: Desk
    folder: Path
    form: Form
    is_filed: bool

    def take(self, delivery_ids: Sequence[UUID]) -> dict[UUID, str | OnwardError]:
        """Collect deliveries, save them, and acknowledge what lies in the folder.

        The answer to each is a remark or nothing, or why it was not collected. What did not arrive whole is
        not acknowledged.
        """
        desk = self.desk
        contents = mailbox.collect_many(delivery_ids, by=desk.by, now=desk.now, keyring=desk.keyring)
        saved = {each: self._saved(content) for each, content in contents.items()}
        checksums = {each: one.sha256 for each, one in saved.items() if isinstance(one, Saved)}
        moved = mailbox.acknowledge_many(checksums, by=desk.by, now=desk.now)
        if self.is_filed:
            received = [each for each, one in moved.items() if not isinstance(one, OnwardError)]
            moved |= mailbox.file_many(received, by=desk.by, now=desk.now)
        return {each: _answer(one, moved.get(each)) for each, one in saved.items()}

    def _saved(self, content: Content | OnwardError) -> Saved | OnwardError:
        if isinstance(content, OnwardError):
            return content
        try:
            return save(content, self.folder, self.form, self.desk)
        except OnwardError as refusal:
            return refusal


def _answer(saved: Saved | OnwardError, moved: Moved | OnwardError | None) -> str | OnwardError:
    if isinstance(saved, OnwardError):
        return saved
    return moved if isinstance(moved, OnwardError) else saved.remark


@click.command(
    epilog="""\b
Examples:
  ./onward collect --school 8012345-primary --all --into records
  ./onward collect --school 8012345-primary --all --into records --as ctf --file
  ./onward collect --school 8012345-primary --id 01980c5e-7f3a-7d10-9b1e-2f6d3a4b5c6d --into records
Files have the names of deliveries, never of pupils, and can be read by you only. Exit code: 0 all collected,
3 something was not.
""",
)
@school_option
@click.option(
    "--id", "ids", type=click.UUID, multiple=True, help="A delivery, as `inbox` lists it; repeatable."
)
@click.option(
    "--all", "takes_all", is_flag=True, help="Everything that was not collected and acknowledged yet."
)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder; it is made where it is missing.",
)
@click.option(
    "--as",
    "form",
    type=click.Choice([each.value for each in Form]),
    default=Form.JSON.value,
    help="As sent (json), or as Common Transfer Files (ctf).",
)
@click.option("--file", "is_filed", is_flag=True, help="Also say that it is in the school's own system now.")
@with_database
def collect(
    *, school_key: str, ids: tuple[UUID, ...], takes_all: bool, into: Path, form: str, is_filed: bool
) -> None:
    """Collect messages with their documents, and acknowledge them by checksum."""
    if bool(ids) == takes_all:
        raise click.UsageError("Give either --id or --all.")
    desk = desk_of(school_key)
    wanted = list(dict.fromkeys(ids)) or [each.id for each in lying(desk, states=UNFINISHED)]
    collecting = Collecting(desk=desk, folder=private_folder(into), form=Form(form), is_filed=is_filed)
    with progress_bar("Collecting") as progress:
        missed = _take_all(collecting, wanted, progress)
    done = "acknowledged and filed" if is_filed else "acknowledged"
    click.echo(f"{len(wanted) - missed:,} collected into {into}, {done}; {missed:,} not collected.")
    end_with(rejected=missed)


def _take_all(collecting: Collecting, wanted: list[UUID], progress: Callable[[int, int], None]) -> int:
    missed = 0
    for start in range(0, len(wanted), AT_ONCE):
        group = wanted[start : start + AT_ONCE]
        for delivery_id, answer in collecting.take(group).items():
            if isinstance(answer, OnwardError):
                missed += 1
                click.echo(f"NOT COLLECTED {delivery_id} [{answer.code}]: {answer}", err=True)
            elif answer:
                click.echo(f"{delivery_id}: {answer}")
        progress(start + len(group), len(wanted))
    return missed
