"""The rules in words, for everybody: what is owed, by whom, from when, how it is counted, and how sure we are."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.duties.planning import packs_in_force
from huiying.core.kinds import N_
from huiying.core.ledger import events as ledger_events
from huiying.core.web import dates, rows, visitor
from huiying.core.web.duty_words import language
from huiying.core.web.guards import public_page
from huiying.engine.events import Value
from huiying.engine.shapes import Force
from huiying.mechanisms.complaints import events
from huiying.mechanisms.openness import panel, queries
from huiying.rulepacks import explaining, loader, words
from huiying.rulepacks.loader import LoadedPack, LoadedRule

# What some mechanism emits; a rule that waits for something else is shipped, and not wired.
WIRED = frozenset({*events.BY_KIND, *(spec.kind for spec in ledger_events.EVENTS)})
FORCES = {
    Force.STATUTE: N_("Legal deadline (statute)"),
    Force.REGULATION: N_("Legal deadline (regulation)"),
    Force.GUIDANCE: N_("Deadline set by a superior's order"),
    Force.AGENCY_STANDARD: N_("Our own commitment, not a legal deadline"),
}
READ = {
    "full": N_("The provision was read in full."),
    "secondary": N_("Known at second hand: check the text before relying on it."),
    "none": N_("No law stands behind it: the service set it itself."),
}
# From the nearest to the whole world of these four.
JURISDICTIONS = {
    "cn": N_("China"),
    "ew": N_("England and Wales"),
    "eu": N_("European Union"),
    "us": N_("United States"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleLine:
    id: str
    url: str
    title: str
    force: str
    amount: str
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


@public_page
def rules(request: HttpRequest) -> HttpResponse:
    """The packs in force first; then what else is shipped, which binds nobody here."""
    in_force = [pack_id for pack_id, _version in packs_in_force(events.KIND)]
    others = [p for p in loader.packs() if p not in in_force]
    context = {
        "in_force": [_card(loader.pack(p)) for p in in_force],
        "others": [_card(loader.pack(p)) for p in others],
    }
    return render(request, "pages/rules.html", context)


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
    term = rule.wording.term or rule.wording.standard
    return RuleLine(
        id=rule.id,
        url=reverse("rule", args=[rule.id]),
        title=_said(rule.title),
        force=gettext(FORCES[rule.force]),
        amount=explaining.amount_of(term, language()) if term else gettext("no number"),
        wired=rule.trigger.kind in WIRED,
    )


@public_page
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    try:
        each = loader.loaded_rule(rule_id)
    except loader.UnknownRule:
        raise Http404 from None
    found, pack = each.rule, loader.pack(each.pack, each.version)
    year = str(dates.local(visitor.at(request)).year)
    in_force = [pack_id for pack_id, _version in packs_in_force(events.KIND)]
    instrument = found.citation.instrument.split(" · ")
    context = {
        "rule": _line(each),
        "sentences": loader.describe_parts(found, language()),
        "instrument": instrument[-1 if language().startswith("en") else 0],
        "article": found.citation.article,
        "source": found.citation.url,
        "read": gettext(READ.get(found.citation.read, found.citation.read)),
        "read_tone": {"full": "kept", "secondary": "soon"}.get(found.citation.read, "line"),
        "note": _said(each.note) if each.note else "",
        "no_number": found.wording.no_number or "",
        "pack": _card(pack),
        "in_force": each.pack in in_force,
        "in_force_from": found.in_force_from,
        "in_force_to": found.in_force_to,
        "example_heads": [
            rows.Head(label=gettext("It happened")),
            rows.Head(label=gettext("On top of that"), number=True),
            rows.Head(label=gettext("At the latest"), number=True),
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
            " ".join(_fact(n, v) for n, v in e.facts.items()),
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
