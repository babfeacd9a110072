"""Two forms of one visit, side by side and in words: a person chooses, nothing is mixed in silence."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.duties.histories import say
from huiying.core.kinds import N_, Act, Declined, NotAChoice
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.entries import Entry
from huiying.core.ledger.entries import standing as standing_lines
from huiying.core.people.services import open_texts
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.rows import Fact
from huiying.mechanisms.visits import choices, events
from huiying.mechanisms.visits.forms_door import OUTCOMES, ChoiceOfVersion, DoorForm
from huiying.mechanisms.visits.queries import officers_by_id
from huiying.mechanisms.visits.queries_door import DoorVisit
from huiying.mechanisms.visits.services import doorstep
from huiying.mechanisms.visits.services.doorstep import Waiting
from huiying.mechanisms.visits.views.day import filled_of, opened, row_of


@staff_page()
@require_http_methods(["GET", "POST"])
def versions(request: ActorRequest, visit: uuid.UUID) -> HttpResponse:
    shown = opened(request, visit, "visit_versions")
    doors.require(request.actor, Act.WORK, ledger.parties(shown.row.matter_id), shown.row.matter_id)
    waiting = doorstep.typed_in(visit_id=visit)
    if not waiting:
        return redirect("staff_matter", shown.row.ref)
    other = _as_form(waiting[0], shown)
    form = ChoiceOfVersion(request.POST or None)
    status = 200
    if request.method == "POST":
        status = _chosen(request, shown, waiting[0], other, form) if form.is_valid() else 422
        if status == 0:
            return redirect("staff_matter", shown.row.ref)
    context = {
        "form": form,
        "row": row_of(shown.row),
        "ref": shown.row.ref,
        "first": list(_on_record(shown)),
        "second": list(_as_sent(waiting[0], other)),
    }
    return render(request, "visits/versions.html", context, status=status)


def _as_form(waiting: Waiting, shown: DoorVisit) -> DoorForm:
    typed = dict(waiting.typed)
    return DoorForm(typed | {"told": typed.get("told", [])}, lines=shown.told)


def _chosen(
    request: ActorRequest,
    shown: DoorVisit,
    waiting: Waiting,
    other: DoorForm,
    form: ChoiceOfVersion,
) -> int:
    """0 when it is done, else the status of the answer."""
    second = form.cleaned_data["keep"] == "second"
    try:
        if second and not other.is_valid():
            raise NotAChoice(
                N_("The other version can't be written up as it is. Keep what is on record.")
            )
        doorstep.choose_version(
            visit_id=shown.row.id,
            draft_id=waiting.draft_id,
            other=filled_of(other, shown.row, dict(waiting.typed), request, offline=True)
            if second
            else None,
            reason=form.cleaned_data["reason"],
            by=request.actor,
            at=request.at,
        )
    except Declined as declined:
        form.add_error(None, gettext(declined.sentence) % declined.params)
        return 409
    return 0


# --- what is on record ---------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class _Record:
    """What somebody recorded of the visit in one act: the line that tells how it went, and those beside it."""

    how: Entry
    beside: tuple[Entry, ...]


def _record(shown: DoorVisit) -> _Record | None:
    """The last that was recorded of this visit; None where it was only called off or moved."""
    party = str(shown.row.party_id)
    lines = [
        e
        for e in standing_lines(ledger.history(shown.row.matter_id))
        if e.facts.get("party") == party and e.recorded_at > shown.agreed_at
    ]
    hows = [e for e in lines if e.kind in _HOW]
    if not hows:
        return None
    how = hows[-1]
    beside = tuple(e for e in lines if e.recorded_at == how.recorded_at and e is not how)
    return _Record(how=how, beside=beside)


_HOW = {
    events.MADE.kind: OUTCOMES["made"],
    events.ATTEMPTED.kind: OUTCOMES["nobody"],
    events.WAY_SET.kind: OUTCOMES["another-way"],
    events.TIMES_ASKED.kind: events.TIMES_ASKED.written,
    events.CALLED_OFF.kind: N_("Called off by us"),
}


def _on_record(shown: DoorVisit) -> Iterator[Fact]:
    found = _record(shown)
    if found is None:
        return
    how = found.how
    named = officers_by_id([how.by_officer] if how.by_officer else [])
    yield _by([f"{o.name} {o.number}" for o in named], how.occurred_at)
    yield Fact(label=gettext("How it went"), value=gettext(_HOW[how.kind]))
    words = _words(found)
    if how.kind == events.MADE.kind:
        yield from _heard(how, shown, words)
    elif how.kind == events.WAY_SET.kind:
        way = gettext(choices.WAYS[str(how.facts["way"])])
        yield Fact(label=gettext("How they want to hear from us"), value=way)
    for line in found.beside:
        yield from _beside(line, words)


def _heard(how: Entry, shown: DoorVisit, words: dict[tuple[uuid.UUID, str], str]) -> Iterator[Fact]:
    told = set(str(how.facts.get("told", "")).split(","))
    said = [text for line, text in shown.told if line in told]
    if said:
        yield Fact(label=gettext("What was told"), value=gettext("; ").join(said))
    if reasons := words.get((how.id, "reasons")):
        yield Fact(
            label=gettext("Why it is not concluded, or the property not returned"), value=reasons
        )
    for view, label in choices.VIEWS.items():
        heard = gettext(choices.HEARD[str(how.facts[f"view_{view}"])])
        own = words.get((how.id, f"words_{view}"), "")
        yield Fact(label=gettext(label), value=own or heard)
    if how.facts.get("read_back"):
        yield Fact(label=gettext(_READ), value=gettext("Yes"))


_READ = N_("The person has read this, or had it read to them")


def _beside(line: Entry, words: dict[tuple[uuid.UUID, str], str]) -> Iterator[Fact]:
    text = words.get((line.id, "text"), "")
    if line.kind == events.PROMISED.kind:
        day = gettext("by %(day)s") % {"day": dates.day(dates.parsed(str(line.facts["due_on"])))}
        yield Fact(label=gettext("What was promised"), value=gettext("; ").join([text, day]))
    elif line.kind == events.ISSUE_RAISED.kind:
        kind = gettext(choices.ISSUES[str(line.facts["kind"])])
        yield Fact(label=gettext("What else was raised"), value=gettext("; ").join([kind, text]))
    elif line.kind in {events.AGREED.kind, events.WAY_SET.kind}:
        spec = events.BY_KIND[line.kind]
        label = gettext("How they want to hear from us next")
        yield Fact(label=label, value=say(spec.written, line))


def _words(found: _Record) -> dict[tuple[uuid.UUID, str], str]:
    ids = {
        (line.id, name): uuid.UUID(text)
        for line in (found.how, *found.beside)
        for name, text in line.texts.items()
        if line.kind != events.AGREED.kind
    }
    clear = open_texts(list(ids.values()))
    return {place: clear.get(text) or "" for place, text in ids.items()}


# --- what was sent -------------------------------------------------------------------------------------


def _as_sent(waiting: Waiting, form: DoorForm) -> Iterator[Fact]:
    named = officers_by_id([waiting.officer])
    yield _by([f"{o.name} {o.number}" for o in named], waiting.filled_at)
    made = form["outcome"].value() == "made"
    for bound in form:
        asked = made != (bound.name == "other_way")
        if bound.is_hidden or not (asked or bound.name == "outcome") or bound.name == "agreed_now":
            continue
        view = bound.name.removeprefix("view_")
        if view != bound.name and form[f"words_{view}"].value():
            continue
        value = _in_words(bound.field, bound.value())
        if value:
            label = choices.VIEWS.get(bound.name.removeprefix("words_"))
            yield Fact(label=gettext(label) if label else str(bound.label), value=value)


def _in_words(field: forms.Field, value: Any) -> str:
    """What somebody typed or chose, as people say it; as it is where it was no day or choice."""
    if isinstance(field, forms.ChoiceField):
        chosen = {str(one) for one in (value if isinstance(value, list) else [value])}
        return gettext("; ").join(
            str(words) for code, words in _pairs(field) if str(code) in chosen - {""}
        )
    if isinstance(field, forms.BooleanField):
        return gettext("Yes") if value else ""
    try:
        clean = field.clean(value)
    except forms.ValidationError:
        return str(value)
    if isinstance(clean, datetime):
        return dates.moment_week(clean)
    return dates.day(clean) if isinstance(clean, date) else str(clean or "")


def _pairs(field: forms.ChoiceField) -> list[tuple[Any, Any]]:
    return list(field.widget.choices)


def _by(names: list[str], at: datetime) -> Fact:
    """Who wrote it, and of when."""
    return Fact(label=gettext("Written by"), value=gettext("; ").join([*names, dates.moment(at)]))
