"""What each job of the hub does, in a sentence: for the schedule, the docs, and who watches the queue."""

from collections.abc import Mapping
from types import MappingProxyType

DOES: Mapping[str, str] = MappingProxyType(
    {
        "remind": "Reminds the school where a pupil is expected, before the deadline.",
        "raise-alarms": "Raises an alarm for every transfer whose deadline has passed.",
        "climb": "Hands alarms on which nobody acted to the next level.",
        "send-held": "Takes in the arrivals recorded by hand whose time to be undone is over.",
        "expire": "Lets messages expire that were not collected in time, and tells those concerned.",
        "write-reminders": (
            "Writes e-mails about what waits for people: at once, or in a digest on school mornings, "
            "as each chose."
        ),
        "send-emails": "Hands the e-mails that wait to the mail server, where one is named.",
        "seal-audit": "Seals all entries of the audit that have no seal yet.",
        "tell-origins": "At the fixed times of the notice run, tells old schools what they may know.",
        "follow-closures": (
            "Lets rolls, and what was left with schools that have closed, go on with their successors."
        ),
        "read-files": (
            "Looks through files that people gave in at the website, and sends those that are to be sent."
        ),
        "remove-given-files": "Removes files that people gave in more than three days ago.",
        "end-sessions": "Forgets sessions that have ended, and what was kept of them for eight hours.",
        "remove-orphans": "Removes documents from the store that the database does not know.",
        "examine": "Lets the doctor prove every invariant of the data, and keeps what was found.",
        "retry-stalled": "Puts the jobs of workers that died back into the queue.",
        "remove-old-jobs": "Forgets jobs that ended long ago.",
    }
)
"""By the job's name in the queue."""
