"""A petition that accuses somebody (信访工作条例 30), and a complaint raised on a visit, go on as complaints, once."""

from datetime import datetime

from huiying.core.kinds import Actor
from huiying.core.ledger.entries import Entry
from huiying.mechanisms.campaigns.services import passing as raised
from huiying.mechanisms.complaints.services.filing import Filing, Handover, file_complaint
from huiying.mechanisms.petitions.choices import ACCUSATION
from huiying.mechanisms.petitions.services.passing import Accusation, accusation_of, passed_on

# How it came in, in the words of complaints.
_CHANNELS = {"portal": "web", "visit": "walk-in"}


def go_on_as_complaint(event: Entry, by: Actor, at: datetime) -> None:
    """File the complaint with the petitioner's own words, and say on the petition that it goes on there.

    Who is accused was named with the class: the complaint goes to a unit free of conflict. Its receipt waits on the
    petitioner's page; no member of staff sees the code.
    """
    if event.facts.get("class") != ACCUSATION:
        return
    found = accusation_of(matter_id=event.matter_id, by=by, at=at)
    if found is None:
        return
    filed = file_complaint(filing=_filing(found, str(event.matter_id)), by=by, at=at)
    passed_on(matter_id=event.matter_id, complaint=filed.matter_id, by=by, at=at)


# How it was raised, in the words of complaints.
_RAISED = {"portal": "web", "station": "walk-in"}


def raised_goes_on(event: Entry, by: Actor, at: datetime) -> None:
    """The same for what was raised in a campaign: the unit that visited is the one complained of, and sees nothing."""
    found = raised.words_of(matter_id=event.matter_id, by=by, at=at)
    if found is None:
        return
    filing = Filing(
        narrative=found.narrative,
        wish=found.wish,
        channel=_RAISED.get(found.channel, found.channel),
        about_units=found.about_units,
        contact=found.contact,
        language=found.language,
        handover=Handover.NONE,
        occurred_at=event.occurred_at,
        key=f"raised:{event.matter_id}",
    )
    filed = file_complaint(filing=filing, by=by, at=at)
    raised.passed_on(matter_id=event.matter_id, complaint=filed.matter_id, by=by, at=at)


def _filing(found: Accusation, key: str) -> Filing:
    forwarded_by, _, forwarded_ref = found.source.partition("\n")
    return Filing(
        narrative=found.narrative,
        subject=found.subject,
        wish=found.request,
        channel=_CHANNELS.get(found.channel, found.channel),
        about_units=found.about_units,
        about_officers=found.about_officers,
        contact=found.contact,
        language=found.language,
        forwarded_by=forwarded_by,
        forwarded_ref=forwarded_ref,
        handover=Handover.NONE,
        key=f"petition:{key}",
    )
