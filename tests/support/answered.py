"""A complaint that was answered, and whose complainant is still to be told: what waits in the outbox."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime

from huiying.core.duties.services import acting, opening
from huiying.core.kinds import Act, EventSpec, PartyRole, system
from huiying.core.notices.models import Channel, Notice
from huiying.core.notices.telling import tell
from huiying.core.people.services import Contact, new_person
from huiying.core.units import services as units
from huiying.core.units.models import Level

# A Monday morning in Yunpu.
MONDAY = datetime(2026, 11, 16, 2, 0, tzinfo=UTC)
_TOLD: dict[str, type] = {
    "channel": str,
    "confirmed": bool,
    "word_alone": bool,
    "about": str,
    "party": str,
    "everyone": bool,
}
RECEIVED = EventSpec(kind="complaint.received")
ANSWERED = EventSpec(kind="complaint.answered", facts={"finding": str})
OUTCOME_TOLD = EventSpec(kind="outcome.told", facts=_TOLD)
SPECS = {spec.kind: spec for spec in (RECEIVED, ANSWERED, OUTCOME_TOLD)}
DUTY = "agency.outcome-told"


@dataclass(frozen=True, kw_only=True)
class Answered:
    matter: uuid.UUID
    party: uuid.UUID
    person: uuid.UUID
    mail: uuid.UUID
    portal: uuid.UUID


def make_unit() -> int:
    return units.open_unit(
        code="u1", zh="云浦分局", en="Yunpu", level=Level.COUNTY, opened_on=date(2020, 1, 1),
        complaints_office=True,
    )  # fmt: skip


def make_answered(
    unit: int,
    *,
    at: datetime = MONDAY,
    email: str = "wang@example.org",
    phone: str = "13800000000",
    language: str = "zh-hans",
) -> Answered:
    """One matter with one answer, told by mail and on the person's page once somebody does the work."""
    with opening(kind="complaint", by=system("test"), at=at) as book:
        person = new_person(
            contact=Contact(name="王某", email=email, phone=phone),
            language=language,
            at=at,
            lookup=False,
        )
        book.batch.add(person)
        received = book.record(RECEIVED)
        party = book.add_party(PartyRole.COMPLAINANT, event=received, person=person.pk)
        book.add_party(PartyRole.DECIDING, event=received, unit=unit)
        book.add_party(PartyRole.HANDLING, event=received, unit=unit)
    with acting(matter_id=book.matter.pk, act=Act.WORK, by=system("test"), at=at) as later:
        answer = later.record(ANSWERED, {"finding": "upheld"})
        tell(
            later,
            party=party,
            template="complaint.answered",
            about=answer,
            tells=OUTCOME_TOLD,
            tells_facts={"party": str(party.id)},
        )
    notices = {n.channel: n.pk for n in Notice.objects.filter(matter_id=book.matter.pk)}
    return Answered(
        matter=book.matter.pk,
        party=party.id,
        person=person.pk,
        mail=notices[Channel.EMAIL],
        portal=notices[Channel.PORTAL],
    )
