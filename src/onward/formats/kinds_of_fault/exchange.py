"""Faults that only the exchange can find: who may say it, and whether it fits what is known.

None of them says whether a pupil is known elsewhere; identity conflicts go silently to the centre.
"""

from onward.formats.fault_kind import FaultKind

EXCHANGE_FAULTS = (
    FaultKind(
        "school-unknown",
        "No school with this SEED code and type is in the directory.",
        "Check the seven digits and the type; a school can have a primary and a secondary part.",
    ),
    FaultKind(
        "school-closed",
        "This school has closed and no other school took it over.",
        "Name the school that the pupil goes to now, or leave the destination out.",
    ),
    FaultKind(
        "school-not-yours",
        "You do not act for this school.",
        "Send the item with the credentials of a system that acts for the school.",
    ),
    FaultKind(
        "destination-missing",
        "A destination is needed here.",
        "Name the school, or the place outside the network, that the pupil goes to.",
    ),
    FaultKind(
        "destination-is-origin",
        "The destination is the school that the pupil leaves.",
        "Name the other school, or do not report a departure.",
    ),
    FaultKind(
        "destination-outside-network",
        "This leaving reason needs a school in the network, but a place outside it was named.",
        "Name the school by SEED code and type, or correct the leaving reason.",
    ),
    FaultKind(
        "reason-unknown",
        "This leaving reason is not in use.",
        "Use one of the leaving reasons in the published list.",
    ),
    FaultKind(
        "reason-needs-age",
        "This leaving reason is only for pupils over compulsory school age.",
        "Use another reason, or state that the permission to leave early is documented.",
    ),
    FaultKind(
        "leaving-date-too-early",
        "The leaving date is too long ago.",
        "Check the date; ask the national service about older departures.",
    ),
    FaultKind(
        "leaving-date-too-late",
        "The leaving date is too far in the future.",
        "Check the date, or send the departure nearer to it.",
    ),
    FaultKind(
        "arrival-date-implausible",
        "The arrival date is too long ago or too far in the future.",
        "Check the date on which the pupil joined the roll.",
    ),
    FaultKind(
        "leaver-unknown",
        "You have no leaver with this identifier.",
        "Use the identifier from the answer to the departure, or from your list of leavers.",
    ),
    FaultKind(
        "joiner-unknown",
        "You have no expected joiner with this identifier.",
        "Use the identifier from your list of joiners, or give the pupil's details.",
    ),
    FaultKind(
        "already-settled",
        "This departure is settled already and cannot be changed.",
        "Ask your authority's co-ordinator if the outcome is wrong.",
    ),
    FaultKind(
        "move-not-allowed",
        "This cannot be said at the present stage.",
        "Look at the present state in your list, and say what has happened since.",
    ),
    FaultKind(
        "document-unknown",
        "No uploaded document has this identifier.",
        "Upload the document first and use the identifier from the answer.",
    ),
    FaultKind(
        "document-not-yours",
        "This document was not uploaded for this school.",
        "Upload the document again with the credentials of this school.",
    ),
    FaultKind(
        "duplicate-key-other-content",
        "This idempotency key was used before with other content.",
        "Use a new key for new content; repeat a key only to repeat the same item.",
    ),
    FaultKind(
        "not-taken",
        "The hub could not take this item, for a reason that lies with the hub.",
        "Send it again; if it is refused again, tell the national service the time and your school.",
    ),
    FaultKind(
        "kind-not-permitted",
        "Your credentials do not permit this kind of message.",
        "Ask for the permission, or send the item through a system that has it.",
    ),
)

EXCHANGE_WARNINGS = (
    FaultKind(
        "school-rerouted",
        "This school has closed; the school that took it over was used instead.",
        "Update the school in your own system.",
    ),
    FaultKind(
        "reason-missing",
        "No leaving reason was given; the departure was accepted and put on your worklist.",
        "Add the reason and the destination as soon as they are known.",
    ),
    FaultKind(
        "destination-not-named",
        "No destination was given; the departure was accepted and put on your worklist.",
        "Name the destination as soon as it is known.",
    ),
    FaultKind(
        "same-departure-again",
        "This departure was reported before; nothing was doubled.",
        "Nothing needs to be done; repeat an item with its first idempotency key.",
    ),
    FaultKind(
        "protection-not-answered",
        "It was not said whether the whereabouts are protected; they are treated as protected.",
        "Answer the question about protection for every pupil.",
    ),
    FaultKind(
        "taken-as-arrivals",
        "The file is addressed to your own school, so its pupils were taken as arrivals.",
        "Keep the file: its records stay with you and were not passed on to anybody.",
    ),
    FaultKind(
        "arrival-day-derived",
        "The file does not say when the pupil came; the day after leaving the other school was taken.",
        "If it was another day, send the arrival with that day.",
    ),
)
