"""A file with faults: every fault is told at once, the good pupils go on, a mended file doubles nothing."""

from collections.abc import Iterator, Sequence

from onward.demo.stories.children import Child
from onward.demo.stories.leaver_files import (
    leaver_list,
    row_of,
    transfer_file,
    transfer_pupil,
    with_broken_tag,
    with_wrong_numbers,
    with_wrong_school,
)
from onward.demo.stories.seen import LineVerdict, School
from onward.demo.stories.stage import Stage


def file_with_faults(stage: Stage) -> None:
    """Play a leaver list and a transfer file, each sent with faults and sent again mended."""
    old, new = stage.schools.choose(2)
    stage.tell.given(f"{old} sends its leavers as files. Five children leave for {new}.")
    children = [stage.child() for _ in range(5)]
    _leaver_list(stage, old, new, children[:3])
    _transfer_file(stage, old, new, children[3:])
    stage.tell.then(
        f"{old} has five leavers of these names, and {new} expects five children: nothing is doubled.",
        seen=[
            (stage.schools.leavers_named(old, each), stage.schools.joiner(new, each).standing)
            for each in children
        ],
        wanted=[(1, "expected")] * len(children),
    )


def _leaver_list(stage: Stage, old: School, new: School, children: Sequence[Child]) -> None:
    good, numbers, school = (row_of(each, on=stage.today, to=new) for each in children)
    stage.tell.when("It sends a CSV list of three, two of which are wrong.")
    faulty = leaver_list(good, with_wrong_numbers(numbers), with_wrong_school(school))
    verdicts = stage.schools.send_file(old, name="leavers.csv", content=faulty)
    stage.tell.then(
        "The good row is accepted. Of the others the hub names every fault, its place, and what mends it:",
        seen=_told(verdicts),
        wanted=[
            ("accepted", []),
            ("refused", ["no-such-day", "scn-invalid"]),
            ("refused", ["school-unknown"]),
        ],
    )
    stage.tell.show(_words(verdicts))
    stage.tell.when("The office mends the two rows and sends the whole list again.")
    mended = stage.schools.send_file(old, name="leavers.csv", content=leaver_list(good, numbers, school))
    stage.tell.then(
        "The mended rows are accepted; the first one is known, and answered as before.",
        seen=[each.state for each in mended],
        wanted=["repeated", "accepted", "accepted"],
    )


def _transfer_file(stage: Stage, old: School, new: School, children: Sequence[Child]) -> None:
    good, other = (transfer_pupil(each, school=old, on=stage.today) for each in children)
    name, day = f"{old.seed}_CTF_{new.seed}_001.xml", stage.today.isoformat()
    stage.tell.when("It exports a Common Transfer File of two pupils. In the second one the XML is broken.")
    faulty = transfer_file(good, with_broken_tag(other), old=old, new=new, made_at=f"{day}T08:00:00")
    verdicts = stage.schools.send_file(old, name=name, content=faulty)
    stage.tell.then(
        "The first pupil is accepted. Of the second the hub says:",
        seen=_told(verdicts),
        wanted=[("accepted", []), ("refused", ["ctf-malformed"])],
    )
    stage.tell.show(_words(verdicts))
    stage.tell.when("It exports the file again, in order now, and sends it.")
    whole = transfer_file(good, other, old=old, new=new, made_at=f"{day}T08:30:00")
    mended = stage.schools.send_file(old, name=name, content=whole)
    stage.tell.then(
        "Both are accepted. Of the first the hub says that it is the same departure once more.",
        seen=[(each.state, each.is_same_departure) for each in mended],
        wanted=[("accepted", True), ("accepted", False)],
    )


def _told(verdicts: Sequence[LineVerdict]) -> list[tuple[str, list[str]]]:
    return [(each.state, [fault["code"] for fault in each.faults]) for each in verdicts]


def _words(verdicts: Sequence[LineVerdict]) -> Iterator[str]:
    for each in verdicts:
        for fault in each.faults:
            yield f"{fault['path']}: {fault['message']} {fault['mend']}"
