"""What the pages about the service at work show."""

from collections.abc import Mapping

from django.urls import reverse

from onward.emails.kinds import CHOSEN, EmailKind
from onward.emails.log import EmailRow, EmailsSeen, EmailState
from onward.operations.job_queue import JobLine, QueueSeen
from onward.operations.job_words import DOES
from onward.web.components import Cell, Fact, Pager, Row, Tag
from onward.web.plain_pages import Listing, PlainPage, columns
from onward.web.wording import count_of, moment

AT_ONCE = 50
ENDED = {
    "succeeded": Tag(text="Went well", tone="good"),
    "failed": Tag(text="Failed", tone="urgent"),
    "aborted": Tag(text="Given up", tone="attention"),
    "cancelled": Tag(text="Cancelled"),
}
STATES = {
    EmailState.WAITING: Tag(text="Waiting", tone="info"),
    EmailState.SENT: Tag(text="Sent", tone="good"),
    EmailState.REFUSED: Tag(text="Refused", tone="urgent"),
    EmailState.RETURNED: Tag(text="Came back", tone="urgent"),
    EmailState.HELD: Tag(text="Held: the address fails", tone="attention"),
}
KINDS: Mapping[str, str] = {
    EmailKind.INVITATION: "Invitation",
    EmailKind.NEW_PASSWORD: "New password",
    EmailKind.DIGEST: "Digest of the morning",
    **{kind: chosen.title for kind, chosen in CHOSEN.items()},
}
FAILED = {EmailState.REFUSED, EmailState.RETURNED}


def queue_page(queue: QueueSeen) -> PlainPage:
    """Return the queue of jobs."""
    return PlainPage(
        title="Job queue",
        lead="What the service does by itself, and how its last runs went.",
        facts=[
            Fact(key="Workers", values=[count_of(queue.workers, "worker")]),
            Fact(key="Last sign of life", values=[moment(queue.heard_at) or "none"]),
            Fact(key="Failed runs", values=[f"{queue.failed:,}"]),
        ],
        listings=[
            Listing(
                caption="Jobs",
                columns=columns(
                    "Job",
                    "Last run ended",
                    "How",
                    "Waiting",
                    "Running",
                    "Failed",
                    numbers=("Waiting", "Running", "Failed"),
                ),
                rows=[_job(each) for each in queue.jobs],
                file="jobs",
                empty_title="No job ran yet",
                empty_text="A worker puts the jobs into the queue as soon as it runs.",
            )
        ],
    )


def emails_page(found: EmailsSeen, *, at_start: bool) -> PlainPage:
    """Return the log of e-mails."""
    address = reverse("emails")
    last = found.rows[-1].id if found.rows else None
    return PlainPage(
        title="E-mails",
        lead="What was written to people who work with the service. Texts are not kept once they are sent.",
        listings=[
            Listing(
                caption="E-mails",
                columns=columns("Written", "About", "To", "State"),
                rows=[_email(each) for each in found.rows],
                file="emails",
                empty_title="No e-mail was written yet",
                empty_text="Invitations, links to a new password and reminders will be listed here.",
                pager=Pager(
                    text=f"Showing {count_of(len(found.rows), 'e-mail')}, the newest first",
                    newer="" if at_start else address,
                    newer_text="From the newest",
                    older=f"{address}?after={last}" if found.has_more else "",
                ),
            )
        ],
    )


def _job(line: JobLine) -> Row:
    how = ENDED.get(line.last_state)
    return Row(
        is_urgent=line.last_state == "failed",
        cells=[
            Cell(text=line.name, hint=DOES.get(line.name, "")),
            moment(line.last_ended_at) or "not yet",
            Cell(tags=[how] if how else []),
            f"{line.waiting:,}",
            f"{line.running:,}",
            f"{line.failed:,}",
        ],
    )


def _email(row: EmailRow) -> Row:
    when = f"{moment(row.ended_at)} {row.refusal}".strip()
    return Row(
        is_urgent=row.state in FAILED,
        cells=[
            moment(row.queued_at),
            KINDS.get(row.kind, row.kind),
            Cell(text=row.to_name, hint=row.to_address),
            Cell(tags=[STATES[row.state]], hint=when),
        ],
    )
