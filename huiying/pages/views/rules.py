"""The rules in words, for everybody: what is owed, by whom, from when, how it is counted, and how sure we are."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.planning import kinds_in_force, packs_in_force
from huiying.core.kinds import N_
from huiying.core.ledger.specs import specs
from huiying.core.web import dates, rows, visitor
from huiying.core.web.duty_words import language
from huiying.core.web.guards import public_page
from huiying.engine.events import Value
from huiying.engine.rules import Rule
from huiying.engine.shapes import Force
from huiying.mechanisms.openness import panel, queries
from huiying.rulepacks import explaining, loader, words
from huiying.rulepacks.loader import LoadedPack, LoadedRule

FORCES = {
    Force.STATUTE: N_("Legal deadline (statute)"),
    Force.REGULATION: N_("Legal deadline (regulation)"),
    Force.GUIDANCE: N_("Deadline set by guidance or a superior's order"),
    Force.AGENCY_STANDARD: N_("Our own commitment, not a legal deadline"),
}
# Where the text gives no number there is a duty and no deadline.
PLAIN_FORCES = FORCES | {
    Force.STATUTE: N_("Duty under a statute"),
    Force.REGULATION: N_("Duty under a regulation"),
    Force.GUIDANCE: N_("Duty under guidance or a superior's order"),
}
READ = {
    "full": N_("The provision was read in full."),
    "secondary": N_("Known at second hand: check the text before relying on it."),
    "none": N_("No law stands behind it: the service set it itself."),
}
READ_TAGS = {
    "full": N_("read in full"),
    "secondary": N_("at second hand"),
    "none": N_("no law"),
}
# Whose law, in the order in which what is not in force here is listed.
JURISDICTIONS = {
    "cn": N_("China"),
    "ew": N_("England and Wales"),
    "ie": N_("Ireland"),
    "eu": N_("European Union"),
}
# What rules are for, by kind of matter; a remedy and the remedy after it stand together.
MATTERS = {
    "case": N_("Reports and cases"),
    "reconsideration": N_("A refusal to open a case, looked at again"),
    "case-review": N_("A refusal to open a case, looked at again"),
    "petition": N_("Petitions"),
    "complaint": N_("Complaints about the police"),
    "raised": N_("What people raise when they are visited"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleLine:
    id: str
    url: str
    title: str
    force: str
    amount: str
    read: str
    right: bool
    wired: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PackCard:
    id: str
    title: str
    about: str
    version: str
    jurisdiction: str
    local: bool
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Packs that belong together. `also`: those listed in an earlier group, which apply here too."""

    anchor: str
    title: str
    cards: tuple[PackCard, ...]
    also: tuple[PackCard, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(card.lines) for card in (*self.cards, *self.also))


@public_page
def rules(request: HttpRequest) -> HttpResponse:
    """By what they are for: the packs in force first; then, by country, what else is shipped and binds nobody here."""
    return render(request, "pages/rules.html", {"in_force": _in_force, "others": _others})


def _in_force() -> list[Group]:
    """One group for each kind of matter, in the order of MATTERS; each pack is listed once."""
    groups: list[Group] = []
    shown: set[str] = set()
    for place, (title, ids) in enumerate(_ids_by_title().items(), 1):
        cards = tuple(_card(loader.pack(p)) for p in ids if p not in shown)
        also = tuple(_card(loader.pack(p)) for p in ids if p in shown)
        groups.append(Group(anchor=f"for-{place}", title=title, cards=cards, also=also))
        shown.update(ids)
    return groups


def _ids_by_title() -> dict[str, list[str]]:
    order = {kind: place for place, kind in enumerate(MATTERS)}
    found: dict[str, list[str]] = {}
    for kind in sorted(kinds_in_force(), key=lambda kind: order.get(kind, len(order))):
        listed = found.setdefault(gettext(MATTERS.get(kind, kind)), [])
        listed += [p for p, _version in packs_in_force(kind) if p not in listed]
    return found


def _others() -> list[Group]:
    rest = [loader.pack(p) for p in loader.packs() if p not in _ids_in_force()]
    codes = [*JURISDICTIONS, *sorted({p.jurisdiction for p in rest} - JURISDICTIONS.keys())]
    groups = [
        Group(
            anchor=f"of-{code}",
            title=gettext(JURISDICTIONS.get(code, code)),
            cards=tuple(_card(p) for p in rest if p.jurisdiction == code),
        )
        for code in codes
    ]
    return [group for group in groups if group.cards]


def _ids_in_force() -> frozenset[str]:
    return frozenset(p for kind in kinds_in_force() for p, _version in packs_in_force(kind))


def _said(both: object) -> str:
    return str(getattr(both, "en" if language().startswith("en") else "zh"))


def _card(pack: LoadedPack) -> PackCard:
    return PackCard(
        id=pack.id,
        title=_said(pack.title),
        about=_said(pack.about),
        version=pack.version,
        jurisdiction=gettext(JURISDICTIONS.get(pack.jurisdiction, pack.jurisdiction)),
        local=pack.local,
        lines=tuple(_line(loader.loaded_rule(rule.id)) for rule in pack.pack.rules),
    )


def _line(each: LoadedRule) -> RuleLine:
    rule = each.rule
    forces = FORCES if rule.wording.term else PLAIN_FORCES
    return RuleLine(
        id=rule.id,
        url=reverse("rule", args=[rule.id]),
        title=_said(rule.title),
        force=gettext(forces[rule.force]),
        amount=_amount(rule),
        read=rule.citation.read,
        right=rule.is_right,
        wired=rule.trigger.kind in specs(),
    )


def _amount(rule: Rule) -> str:
    """The law's number, or that it has none, whatever target the service set beside it."""
    wording = rule.wording
    if wording.dated_by is None:
        return gettext("no number")
    if wording.dated_by.at_fact:
        return gettext("a date that is given")
    if wording.dated_by.amount_fact:
        return gettext("as often as agreed")
    said = explaining.amount_of(wording.dated_by, language())
    return said if wording.term else gettext("no number; our own target: %(time)s") % {"time": said}


@public_page
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    try:
        each = loader.loaded_rule(rule_id)
    except loader.UnknownRule:
        raise Http404 from None
    found, pack = each.rule, loader.pack(each.pack, each.version)
    year = str(dates.local(visitor.at(request)).year)
    instrument = found.citation.instrument.split(" · ")
    context = {
        "rule": _line(each),
        "sentences": loader.describe_parts(found, language()),
        "instrument": instrument[-1 if language().startswith("en") else 0],
        "article": found.citation.article,
        "source": found.citation.url,
        "read": gettext(READ.get(found.citation.read, found.citation.read)),
        "read_tag": gettext(READ_TAGS.get(found.citation.read, found.citation.read)),
        "read_tone": {"full": "kept", "secondary": "soon"}.get(found.citation.read, "line"),
        "note": _said(each.note) if each.note else "",
        "no_number": found.wording.no_number or "",
        "no_number_lang": "zh-Hans"
        if explaining.is_chinese(found.wording.no_number or "")
        else "en",
        "pack": _card(pack),
        "in_force": each.pack in _ids_in_force(),
        "in_force_from": found.in_force_from,
        "in_force_to": found.in_force_to,
        "example_heads": [
            rows.Head(label=gettext("It happened")),
            rows.Head(label=gettext("On top of that")),
            rows.Head(label=gettext("At the latest")),
        ],
        "examples": _examples(each),
        "kept": _kept(rule_id, year),
        "year": year,
    }
    return render(request, "pages/rule.html", context)


def _examples(each: LoadedRule) -> list[list[str]]:
    calendar = loader.calendar(loader.pack(each.pack, each.version).pack.calendar)

    def due(at: datetime | None) -> str:
        if at is None:
            return gettext("no date")
        here = calendar.local(at)
        if (here.hour, here.minute) == (0, 0):
            last = calendar.local(at - dates.A_DAY).date()
            return gettext("%(day)s, end of day") % {"day": dates.day_week(last)}
        return f"{dates.day_week(here.date())} {here:%H:%M}"

    return [
        [
            f"{dates.day_week(calendar.local(e.opened_at).date())} {calendar.local(e.opened_at):%H:%M}",
            gettext(", ").join(_fact(n, v) for n, v in e.facts.items()),
            due(e.due_at),
        ]
        for e in each.rule.examples
    ]


def _fact(name: str, value: Value) -> str:
    return words.fact(name, value, language())


def _kept(rule_id: str, year: str) -> str:
    """How much fell due under the rule this year, and was kept; nothing where it is too little to show."""
    figure = queries.kept_under([rule_id], year).get(rule_id)
    if figure is None:
        return gettext("Nothing has fallen due under it this year.")
    if not figure.shown:
        return gettext("So little fell due under it this year that no number is shown.")
    return gettext("%(kept)d of %(due)d that fell due were kept: %(share)s (%(range)s).") % {
        "kept": figure.number or 0,
        "due": figure.of or 0,
        "share": panel.percent(figure),
        "range": panel.likely(figure),
    }
