"""The lists, by hand: applications, kinds of event, rule packs of a jurisdiction, kinds of work."""

import uuid

from huiying.core import in_hand, lateness, talk
from huiying.core.disclosure import covert_events
from huiying.core.disclosure import events as disclosure_events
from huiying.core.kinds import N_, EventSpec
from huiying.core.ledger import events as ledger_events
from huiying.core.redaction import events as redaction_events
from huiying.mechanisms.campaigns import events as campaign_events
from huiying.mechanisms.cases import events as case_events
from huiying.mechanisms.complaints import events as complaint_events
from huiying.mechanisms.petitions import events as petition_events
from huiying.mechanisms.visits import events as visit_events

HUIYING_APPS = [
    "huiying.core.units",
    "huiying.core.people",
    "huiying.core.ledger",
    "huiying.core.access",
    "huiying.core.access.signin",
    "huiying.core.files",
    "huiying.core.search",
    "huiying.core.notices",
    "huiying.core.duties",
    "huiying.core.redaction",
    "huiying.core.disclosure",
    "huiying.core.emergency",
    "huiying.core.retention",
    "huiying.core.work",
    "huiying.core.web",
    "huiying.mechanisms.complaints",
    "huiying.mechanisms.cases",
    "huiying.mechanisms.openness",
    "huiying.mechanisms.visits",
    "huiying.mechanisms.petitions",
    "huiying.mechanisms.campaigns",
    "huiying.flows",
    "huiying.pages",
    "huiying.config.django_app.ConfigConfig",
]

# Rule packs in force for new matters of a kind, by jurisdiction. Where a kind has none, no such matter is opened:
# England and Wales has no petitions to the police.
PACK_TABLE: dict[str, dict[str, list[str]]] = {
    "cn": {
        "complaint": [
            "cn.complaints",
            "cn.petitions",
            "cn.officers",
            "agency.complaints",
            "agency.officers",
            "agency.preservation",
            "agency.disclosure",
        ],
        "case": [
            "cn.reports",
            "cn.cases",
            "cn.supervision",
            "cn.admin-cases",
            "cn.admin-tellings",
            "cn.property",
            "cn.visits",
            "agency.cases",
            "agency.case-alerts",
            "agency.disclosure",
            "agency.lateness",
            "agency.visits",
        ],
        "reconsideration": ["cn.reconsideration", "agency.lateness"],
        "case-review": ["cn.reconsideration", "agency.lateness"],
        "petition": [
            "cn.petition-matters",
            "agency.petitions",
            "agency.disclosure",
            "agency.lateness",
            "agency.visits",
        ],
        "campaign": ["agency.campaigns"],
        "raised": ["agency.raised", "agency.lateness"],
    },
    "ew": {
        "complaint": [
            "ew.complaints",
            "ew.referrals",
            "agency-ew.complaints",
            "agency-ew.officers",
            "agency-ew.preservation",
            "agency-ew.disclosure",
        ],
        "case": [
            "ew.victims-code",
            "agency-ew.cases",
            "agency-ew.disclosure",
            "agency-ew.lateness",
            "agency-ew.visits",
        ],
        "campaign": ["agency-ew.campaigns"],
        "raised": ["agency-ew.raised", "agency-ew.lateness"],
    },
    # The Directive binds member states, each of which has an Act of its own: these two have the rules of cases alone.
    "ie": {"case": ["ie.victims"]},
    "eu": {"case": ["eu.victims"]},
}


# How public figures call what is owed, in this order: by kind of matter, and visits, which hang on several.
OWED_NAMES: dict[str, str] = {
    "complaint": N_("Complaints about the police"),
    "case": N_("Reports and cases"),
    "visit": N_("Return visits"),
    "petition": N_("Petitions"),
    "reconsideration": N_("Reconsideration of a refusal to open a case"),
    "case-review": N_("Review of a reconsideration by the level above"),
    "raised": N_("What people raise when they are visited"),
    "campaign": N_("Campaigns"),
}


# Who says whether a matter of a kind is settled, of its lines. Where nobody does, it is once no answer is owed on it.
SETTLED: dict[str, str] = {
    "complaint": "huiying.mechanisms.complaints.standing.is_settled",
    "case": "huiying.mechanisms.cases.standing.is_settled",
    "reconsideration": "huiying.mechanisms.cases.requests.is_settled",
    "case-review": "huiying.mechanisms.cases.requests.is_settled",
    "petition": "huiying.mechanisms.petitions.standing.is_settled",
}


def event_specs() -> dict[str, EventSpec]:
    """Every kind of event by name, of the core and of each mechanism."""
    every = (
        *ledger_events.EVENTS,
        *talk.EVENTS,
        *lateness.EVENTS,
        *in_hand.EVENTS,
        *disclosure_events.EVENTS,
        *redaction_events.EVENTS,
        *covert_events.EVENTS,
        *complaint_events.EVENTS,
        *case_events.EVENTS,
        *visit_events.EVENTS,
        *petition_events.EVENTS,
        *campaign_events.EVENTS,
    )
    return {spec.kind: spec for spec in every}


def case_kind(matter_id: uuid.UUID, matter_kind: str) -> str:
    """What kind of case a matter is, as the mechanism of its kind knows it."""
    from huiying.mechanisms.cases.queries import kind_of_case

    of_a_case = {case_events.KIND, case_events.RECONSIDERATION, case_events.REVIEW}
    return kind_of_case(matter_id) or matter_kind if matter_kind in of_a_case else matter_kind


def wired_kinds() -> frozenset[str]:
    """Kinds that something emits; a rule with another trigger is *not wired*."""
    return frozenset(event_specs())
