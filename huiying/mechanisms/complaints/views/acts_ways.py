"""Which act brings about the event that meets a duty: the one filled button of the page."""

# The event that meets a duty -> the acts that bring it about, the nearest first. An answer needs acceptance before.
WAYS: dict[str, tuple[str, ...]] = {
    "complaint.acknowledged": ("receipt",),
    "complaint.classed": ("class",),
    "complaint.accepted": ("accept",),
    "contact.made": ("contact",),
    "transfer.told": ("contact",),
    "refusal.told": ("contact",),
    "extension.told": ("contact",),
    "progress.told": ("progress",),
    "outcome.told": ("answer", "accept", "contact"),
    "review-right.told": ("contact",),
    "review.told": ("start-review", "decide-review", "contact"),
    "message.answered": ("answer-message",),
    "promise.kept": ("keep-promise",),
    "forwarded.reported-back": ("report-back",),
    "withdrawal.spoken": ("speak-apart",),
    "officer.asked": ("ask-officer",),
    "officer.answered": ("hear-officer",),
    "officer.told": ("tell-officer",),
    "officer.cleared": ("clear-officer",),
    "final-review.told": ("start-review", "decide-review", "contact"),
    "record.copied": ("copy-record",),
    "timeliness.reported": ("report-timeliness",),
    "withdrawal.letter-sent": ("letter",),
    "evidence.preserved": ("preserve",),
}
