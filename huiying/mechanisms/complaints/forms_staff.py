"""What the desk types when it acts on a complaint. Each form shows only choices that are open now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import Actor, PartyRole
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.core.web import dates
from huiying.core.web.forms import DateField
from huiying.mechanisms.complaints import categories, events
from huiying.mechanisms.complaints.forms import LONGEST, category_choices
from huiying.mechanisms.complaints.queries import ComplaintPage, Line
from huiying.mechanisms.complaints.services.assigning import present_officers
from huiying.mechanisms.complaints.services.conversing import TELLINGS

Choices = list[tuple[str, Any]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scene:
    """What a form may need to know of: the complaint as it stands, who acts, when."""

    page: ComplaintPage
    by: Actor
    at: datetime


def words(label: Any, *, hint: Any = "", needed: Any = "", rows: int = 4) -> forms.CharField:
    """A text area; `needed` is the sentence where nothing was typed, empty if it may stay empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(needed),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": needed} if needed else {},
    )


def one_of(label: Any, choices: dict[str, str], needed: Any, hint: Any = "") -> forms.ChoiceField:
    """Radios over a table of codes; the words of the table are msgids."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=lambda: [(code, gettext(sentence)) for code, sentence in choices.items()],
        widget=forms.RadioSelect,
        error_messages={"required": needed},
    )


def pick_one(label: Any, needed: Any, hint: Any = "") -> forms.ChoiceField:
    """A choice whose options the form fills in from the scene."""
    return forms.ChoiceField(label=label, help_text=hint, error_messages={"required": needed})


def when_field(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Leave it as it is if it was just now."),
        error_messages={"invalid": _("This is not a day and hour. Check it.")},
    )


class ActForm(forms.Form):
    """An act on a complaint. `seen` tells whether something was written since the form was opened."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scene: Scene, **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": len(scene.page.lines), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.scene = scene
        self.fill(scene)
        if self.fields and not self.is_bound:
            first = next((f for n, f in self.fields.items() if n != "seen"), None)
            if first is not None and not isinstance(
                first.widget, forms.RadioSelect | forms.MultiWidget
            ):
                first.widget.attrs["autofocus"] = True

    def fill(self, scene: Scene) -> None:
        """Give the choices that depend on the complaint."""

    def offer(self, name: str, choices: Choices) -> None:
        """Options of a choice; where there is just one it is chosen already."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        several = len(choices) != 1 and not isinstance(field.widget, forms.RadioSelect)
        field.choices = [("", _("Choose …")), *choices] if several else choices
        if len(choices) == 1:
            field.initial = choices[0][0]


class OneOfForm(ActForm):
    """An act towards one complainant: where there are several, which one."""

    party = pick_one(_("Which complainant"), _("Choose which of the complainants."))

    def fill(self, scene: Scene) -> None:
        several = [
            (str(party), _("Complainant %(n)s") % {"n": n})
            for n, party in enumerate(scene.page.complainants, 1)
        ]
        if len(several) > 1:
            self.offer("party", several)
        else:
            del self.fields["party"]


class PlainForm(ActForm):
    """Nothing to type: pressing the button is the act."""


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
    officer = pick_one(_("Officer"), _("Choose who shall have it."))

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
        now = scene.page.matter.handling_unit
        there = [
            (str(r.id), r.name)
            for r in units.tree().values()
            if not r.closed
            and r.id != now
            and (r.complaints_office or r.level in {Level.OUTSIDE, Level.STATION})
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


def not_ahead(when: datetime | None, at: datetime) -> datetime | None:
    if when is not None and when > at:
        raise forms.ValidationError(_("This lies in the future. Check day and hour."))
    return when


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
        self.offer("promise", excerpts(scene.page, ids))


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
        self.offer("message", excerpts(scene.page, ids))
        self.fields["text"].widget.attrs["autofocus"] = True


def excerpts(page: ComplaintPage, ids: set[str]) -> Choices:
    """Lines of the history as choices: their day, and how their words begin."""
    return [(str(n.id), excerpt(n)) for n in page.lines if str(n.id) in ids and not n.annulled]


def excerpt(line: Line) -> str:
    said = next((w.text for w in line.words if w.text), "") or line.sentence
    short = said if len(said) <= 60 else f"{said[:60]}…"
    return f"{dates.short_day(line.at)}: {short}"


def accused_officers(page: ComplaintPage, leave_out: Iterable[int] = ()) -> Choices:
    return [
        (str(p.officer_id), p.officer)
        for p in page.parties
        if p.role is PartyRole.ACCUSED and p.officer_id and p.officer_id not in set(leave_out)
    ]


def day_text(day: date | None) -> str:
    return day.isoformat() if day else ""


def category_words(code: str) -> str:
    found = categories.category(code)
    return found.name(get_language() or "zh-hans") if found else code
