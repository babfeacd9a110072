"""How to reach somebody, in words for who is about to: the plan for safe contact first, then the ways it leaves."""

from datetime import datetime

from django.utils.translation import gettext

from huiying.core.access.looks import log_look
from huiying.core.duties.matters import MatterPage
from huiying.core.kinds import N_, Actor
from huiying.core.ledger import queries as ledger
from huiying.core.people import safe
from huiying.core.people.reaching import Reach
from huiying.core.people.safe import SafePlan
from huiying.core.web import dates, rows
from huiying.core.web.people_words import person_words

NEVER = {
    "email": N_("no e-mail"),
    "phone": N_("no calls"),
    "sms": N_("no text messages"),
    "letter": N_("no letters"),
    "home": N_("nobody comes home"),
}

# How a printed paper reaches somebody.
_BY_PAPER = ("letter", "home")


def paper_warnings(page: MatterPage, by: Actor, at: datetime, name: str) -> list[str]:
    """Before a paper is printed: whose people must never get it by letter, or at home. Where there are any plans, that
    they were opened is logged under the name of the page."""
    persons = {p.id: p.person_id for p in ledger.parties(page.matter.id) if p.person_id}
    planned = safe.with_plans(persons.values())
    if not planned:
        return []
    log_look(by=by, at=at, what="contact", page=name, matter_id=page.matter.id)
    never = safe.forbidden(planned, _BY_PAPER)
    called = person_words(page.people)
    return [
        gettext("%(who)s: %(never)s")
        % {
            "who": called[party],
            "never": gettext(", ").join(gettext(NEVER[c]) for c in never[person]),
        }
        for party, person in persons.items()
        if person in never and party in called
    ]


def plan_facts(plan: SafePlan | None) -> list[rows.Fact]:
    """How this person can be reached without danger; read before anything else."""
    if plan is None:
        return []
    hours = gettext("from %(first)s to %(last)s o'clock") % {
        "first": plan.from_hour,
        "last": plan.to_hour,
    }
    if (plan.from_hour, plan.to_hour) == (0, 24):
        hours = gettext("any hour")
    never = gettext(", ").join(gettext(NEVER[c]) for c in plan.never)
    given = (
        (gettext("Never"), never),
        (gettext("Hours"), hours),
        (gettext("Who may answer"), plan.who_may_answer or gettext("they alone")),
        (gettext("Voice message"), gettext("may be left") if plan.voicemail else gettext("never")),
        (gettext("Say first"), plan.spoken_word),
    )
    return [rows.Fact(label=label, value=value) for label, value in given if value]


def contact_facts(found: Reach) -> list[rows.Fact]:
    contact, left = found.contact, found.left
    barred = gettext("Left, and not to be used. Reach them another way, and say nothing of it")
    phone = contact.phone or (barred if left.phone else "")
    if found.from_when is not None:
        phone = gettext("Not now. A call is safe from %(when)s on") % {
            "when": dates.moment(found.from_when)
        }
    given = (
        (gettext("Name"), contact.name or gettext("Without a name")),
        (gettext("Telephone"), phone),
        (gettext("E-mail"), contact.email or (barred if left.email else "")),
        (gettext("Address"), contact.address),
        (gettext("Wishes"), contact.wishes),
        (gettext("Helper (not a contact)"), contact.helper),
    )
    facts = [
        rows.Fact(label=label, value=value, url=_dial(contact.phone, value))
        for label, value in given
        if value
    ]
    if not (phone or contact.email or contact.address):
        facts.append(
            rows.Fact(label=gettext("Channel"), value=gettext("Only their page, with the code"))
        )
    return facts


def _dial(phone: str, value: str) -> str:
    """On a telephone the number rings when it is touched; what no telephone dials is text alone."""
    digits = "".join(c for c in phone if c.isdecimal() or c == "+")
    return f"tel:{digits}" if phone and value == phone and digits else ""
