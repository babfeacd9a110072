"""What the desk types when it acts on a complaint. Each form shows only choices that are open now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import PartyRole
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.core.web import acts_forms
from huiying.core.web.acts_forms import (
    Choices,
    excerpts,
    not_ahead,
    one_of,
    pick_one,
    when_field,
    words,
)
from huiying.core.web.forms import DateField
from huiying.core.web.released import in_whose_words, lines_field
from huiying.mechanisms.complaints import categories, events
from huiying.mechanisms.complaints.forms import category_choices
from huiying.mechanisms.complaints.queries import ComplaintPage, may_go_to
from huiying.mechanisms.complaints.services.assigning import present_officers
from huiying.mechanisms.complaints.services.conversing import TELLINGS

Scene = acts_forms.Scene[ComplaintPage]


class ActForm(acts_forms.ActForm[ComplaintPage]):
    """An act on a complaint."""


class OneOfForm(acts_forms.OneOfForm[ComplaintPage]):
    """An act towards one complainant: where there are several, which one."""

    roles = frozenset({PartyRole.COMPLAINANT})
    party = pick_one(_("Which complainant"), _("Choose which of the complainants."))


class ClassForm(ActForm):
    class_ = one_of(_("What is it in law?"), events.CLASSES, _("Choose one of the classes."))
    reason = words(_("Why"), hint=_("The complainant can read this."), rows=2)


class RecategoriseForm(ActForm):
    category = pick_one(_("Category"), _("Choose a category from the list."))

    def fill(self, scene: Scene) -> None:
        self.offer("category", list(category_choices(parts=True)))
        self.fields["category"].initial = scene.page.standing.category


class RefuseForm(ActForm):
    ground = one_of(_("Ground"), events.GROUNDS, _("Choose the ground of the refusal."))
    reason = words(
        _("Reason"),
        hint=_("In words the complainant understands."),
        needed=_("A refusal says why, in words the complainant understands."),
    )
    remedy = words(
        _("What they can do next, and where"),
        hint=_("Which body, its address or telephone, by when."),
        needed=_("A refusal says what the complainant can do next, and where."),
        rows=3,
    )


class IdentifyForm(ActForm):
    number = forms.CharField(label=_("Number of the officer"), required=False, max_length=20)
    unit = forms.ChoiceField(label=_("Or the unit"), required=False)

    def fill(self, scene: Scene) -> None:
        found = [(r.code, r.name) for r in units.stations()]
        self.fields["unit"].choices = [("", _("No unit")), *found]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        officer = units.officer_by_number(str(data.get("number", "")).strip())
        unit = units.unit_by_code(str(data.get("unit", "")))
        if data.get("number") and officer is None:
            self.add_error("number", _("There is no officer of this number. Check it."))
        elif (officer is None) == (unit is None):
            self.add_error("number", _("Name one officer or one unit that the complaint is about."))
        data["officer_id"] = officer.id if officer else None
        data["unit_id"] = unit.id if unit else None
        return data


class AssignForm(ActForm):
    officer = pick_one(_("Officer"), _("Choose who is to have it."))

    def fill(self, scene: Scene) -> None:
        ids = present_officers(matter_id=scene.page.matter.id, by=scene.by, at=scene.at)
        found = units.officers(ids)
        self.offer("officer", [(str(i), f"{found[i].name} {found[i].number}") for i in ids])


class RecuseForm(ActForm):
    ground = one_of(_("Why you step aside"), events.RECUSALS, _("Choose why you step aside."))
    reason = words(
        _("In your own words"),
        hint=_("Your superior will read it. You will not see this complaint any more."),
        needed=_("Say why you step aside. Your superior will read it."),
        rows=3,
    )


class ReopenForm(ActForm):
    reason = words(
        _("Why it is taken up again"),
        hint=_("The complainant can read this."),
        needed=_("Say why it is taken up again."),
        rows=3,
    )


class TransferForm(ActForm):
    to_unit = pick_one(_("To which unit"), _("Choose a unit that exists."))
    cause = one_of(_("Why"), events.CAUSES, _("Choose why it is transferred."))
    reason = words(
        _("Why that unit is the right one"),
        hint=_("The complainant will read it."),
        needed=_("Say why that unit is the right one. The complainant will read it."),
        rows=3,
    )

    def fill(self, scene: Scene) -> None:
        page = scene.page
        deciding = [
            p.unit_id
            for p in page.parties
            if p.role is PartyRole.DECIDING and p.unit_id is not None
        ]
        free = may_go_to(page.matter.id, deciding, scene.at)
        there = [
            (str(r.id), r.name)
            for r in units.tree().values()
            if not r.closed
            and r.id != page.matter.handling_unit
            and (r.complaints_office or r.level in {Level.OUTSIDE, Level.STATION})
            and free(r.id)
        ]
        self.offer("to_unit", there)


class JoinForm(ActForm):
    narrative = words(
        _("What happened to this person"),
        needed=_("Write what happened to this person, in their own words."),
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=60)
    phone = forms.CharField(label=_("Telephone"), required=False, max_length=40)
    slip = forms.CharField(
        label=_("Serial number of the slip handed over"), required=False, max_length=24
    )


class ReceiptForm(OneOfForm):
    slip = forms.CharField(
        label=_("Serial number of the slip"),
        max_length=24,
        error_messages={"required": _("Write the serial number of the slip you hand over.")},
    )


class AskForm(OneOfForm):
    question = words(
        _("Question"),
        hint=_("One thing at a time, and why you need to know it."),
        needed=_("Write the question."),
    )


class ContactForm(OneOfForm):
    channel = one_of(_("How"), events.CONTACTS, _("Choose how the complainant was reached."))
    tells = forms.MultipleChoiceField(
        label=_("What you told them in this contact"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only our word stands for it: public figures count it as such."),
    )
    occurred_at = when_field(_("When"))
    note = words(_("Note"), hint=_("For colleagues. The complainant does not see it."), rows=2)

    def fill(self, scene: Scene) -> None:
        super().fill(scene)
        open_now = tellings(scene.page)
        self.fields["tells"].choices = open_now  # type: ignore[attr-defined]
        if not open_now:
            del self.fields["tells"]

    def clean_occurred_at(self) -> datetime | None:
        return not_ahead(self.cleaned_data.get("occurred_at"), self.scene.at)


class ContactFailedForm(OneOfForm):
    channel = one_of(
        _("How you tried"), events.CONTACTS, _("Choose how you tried to reach the complainant.")
    )
    occurred_at = when_field(_("When"))
    note = words(_("Note"), hint=_("For colleagues. The complainant does not see it."), rows=2)

    def clean_occurred_at(self) -> datetime | None:
        return not_ahead(self.cleaned_data.get("occurred_at"), self.scene.at)


def tellings(page: ComplaintPage) -> Choices:
    """What is there to tell and was not told yet: each with its words."""
    standing = [line for line in page.lines if not line.annulled]
    kinds = [line.kind for line in standing]
    found: Choices = []
    for told, about in TELLINGS.items():
        if about.kind not in kinds:
            continue
        last = next(n for n in reversed(standing) if n.kind == about.kind and "with" not in n.facts)
        same = [n for n in standing if n.kind == told and n.facts.get("about") == str(last.id)]
        if not any(n.facts.get("everyone", True) for n in same):
            found.append((told, gettext(events.BY_KIND[told].written)))
    return found


class ProgressForm(ActForm):
    text = words(
        _("How it stands"),
        hint=_("What was done since the last time, and what comes next."),
        needed=_("Write what was done since the last time and what comes next."),
    )
    lines = lines_field()

    def fill(self, scene: Scene) -> None:
        in_whose_words(self, scene, typed="text", kind=events.PROGRESS_WRITTEN.kind)


class PreserveForm(ActForm):
    what = forms.MultipleChoiceField(
        label=_("Which recordings are secured?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("body_worn", _("Body-worn video")),
            ("call_audio", _("Call audio")),
            ("cctv", _("CCTV of the premises")),
            ("none_exists", _("None: there is no recording")),
        ],
        error_messages={
            "required": _("Choose the recordings that were secured, or say that none exists.")
        },
    )
    note = words(_("Note"), hint=_("Where they are kept, and until when."), rows=2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["what"].widget.dividers = {"none_exists": _("or")}


class PromiseForm(ActForm):
    text = words(_("What you promise"), needed=_("Write what you promise."), rows=2)
    due_on = DateField(label=_("By which day"))


class KeepPromiseForm(ActForm):
    promise = pick_one(_("Promise"), _("Choose the promise that was kept."))
    text = words(_("How it was kept"), rows=2)

    def fill(self, scene: Scene) -> None:
        ids = {str(p.id) for p in scene.page.standing.open_promises}
        self.offer("promise", excerpts(scene.page.lines, ids))


class ReportBackForm(ActForm):
    channel = one_of(_("How you reported"), events.CONTACTS, _("Choose how you reported back."))
    text = words(
        _("What you report back"),
        hint=_("What the body needs to know of the result, and no more."),
        needed=_("Write what you report back."),
    )


class LetterForm(ActForm):
    channel = one_of(
        _("How the letter was sent"), events.CONTACTS, _("Choose how the letter was sent.")
    )


class AnswerMessageForm(ActForm):
    message = pick_one(_("Which message"), _("Choose the message you answer."))
    text = words(_("Answer"), needed=_("Write the answer."))

    def fill(self, scene: Scene) -> None:
        ids = {str(m.id) for m in scene.page.standing.open_messages}
        self.offer("message", excerpts(scene.page.lines, ids))
        self.fields["text"].widget.attrs["autofocus"] = True


def accused_officers(page: ComplaintPage, leave_out: Iterable[int] = ()) -> Choices:
    return [
        (str(p.officer_id), p.officer)
        for p in page.parties
        if p.role is PartyRole.ACCUSED and p.officer_id and p.officer_id not in set(leave_out)
    ]


def category_words(code: str) -> str:
    found = categories.category(code)
    return found.name(get_language() or "zh-hans") if found else code
