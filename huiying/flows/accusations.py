"""A petition that turns out to accuse somebody goes on as a complaint (信访工作条例 30), once."""

from datetime import datetime

from huiying.core.kinds import Actor
from huiying.core.ledger.entries import Entry
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
