"""What the desk types when it acts on a petition. Each form shows only choices that are open now."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_, PartyRole
from huiying.core.ledger.specs import specs
from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.core.web import acts_forms, dates
from huiying.core.web.acts_forms import excerpts, not_ahead, one_of, pick_one, when_field, words
from huiying.core.web.forms import DateField
from huiying.core.web.people_words import person_words
from huiying.mechanisms.petitions import choices
from huiying.mechanisms.petitions.papers import ready_path
from huiying.mechanisms.petitions.queries import PetitionPage
from huiying.mechanisms.petitions.services.assigning import takers

Scene = acts_forms.Scene[PetitionPage]
YES_NO = {"yes": N_("Yes"), "no": N_("No")}


class ActForm(acts_forms.ActForm[PetitionPage]):
    """An act on a petition."""


class OneOfForm(acts_forms.OneOfForm[PetitionPage]):
    """An act towards one petitioner: where there are several, which one."""

    roles = frozenset({PartyRole.PETITIONER})
    party = pick_one(_("Which petitioner"), _("Choose which of the petitioners."))


def unit_rows(*, outside: bool) -> list[tuple[str, Any]]:
    kept = [u for u in units.tree().values() if not u.closed and u.level != Level.OFFICE]
    return [(str(u.id), u.name) for u in kept if outside or u.level != Level.OUTSIDE]


class JudgeForm(ActForm):
    competent = one_of(_("Is it for us, or for our system?"), YES_NO, _("Choose yes or no."))
    reason = words(_("Why"), hint=_("Needed where it is not for us."), rows=3)


class ObjectForm(ActForm):
    reason = words(
        _("Reasons, in detail"),
        needed=_("An objection gives its reasons in detail (art. 23(3))."),
    )


class HearObjectionForm(ActForm):
    upheld = one_of(_("Did they take it back?"), YES_NO, _("Choose yes or no."))
    note = words(_("What they answered"), rows=3)


class ClassForm(ActForm):
    class_ = one_of(_("What is it in law?"), choices.CLASSES, _("Choose one of the classes."))
    reason = words(_("Why"), hint=_("The petitioner can read this."), rows=2)
    about_unit = forms.ChoiceField(
        label=_("Unit accused"),
        help_text=_("Only in an accusation. From that minute it neither sees nor handles this."),
        required=False,
    )
    about_officer = forms.CharField(
        label=_("Service number of the officer accused"), required=False, max_length=20
    )

    def fill(self, scene: Scene) -> None:
        self.fields["class_"].initial = scene.page.standing.class_
        field = self.fields["about_unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody")), *unit_rows(outside=False)]

    def clean_about_officer(self) -> int | None:
        return officer_of(self.cleaned_data["about_officer"])


def officer_of(number: str) -> int | None:
    """The officer of a service number. Raises ValidationError."""
    if not number.strip():
        return None
    found = units.officer_by_number(number.strip())
    if found is None:
        raise forms.ValidationError(_("No officer has this service number. Check it."))
    return found.id


class AcceptForm(ActForm):
    path = words(
        _("How it will be handled"),
        hint=_("Which office, which steps, until when. This is the written notice (art. 23)."),
        needed=_("Write how it will be handled: which office, which steps, until when."),
    )
    on_the_spot = forms.BooleanField(
        label=_("I handed the written notice over just now"), required=False
    )

    def fill(self, scene: Scene) -> None:
        if not self.initial.get("path"):
            page = scene.page
            self.initial["path"] = ready_path(page.standing.class_, page.matter.handling_unit)


class DirectForm(ActForm):
    procedure = words(
        _("Which procedure, and what it leads to"),
        needed=_("Say which procedure, and what it leads to."),
    )
    where = words(
        _("Where: office, address, telephone"),
        needed=_("Say where: the office, its address and telephone."),
        rows=2,
    )
    until = DateField(
        label=_("Until when they can do it"),
        required=False,
        help_text=_("The last day of their own time limit, where there is one."),
    )


class RefuseForm(ActForm):
    ground = one_of(_("Ground"), choices.GROUNDS, _("Choose the ground."))
    reason = words(_("Why"), needed=_("Say why, in words the petitioner understands."))
    remedy = words(
        _("What they can do next, and where"),
        needed=_("Say what the petitioner can do next, and where."),
        rows=3,
    )


class MoveForm(ActForm):
    to_unit = pick_one(_("To which unit or body"), _("Choose a unit that exists."))
    cause = one_of(
        _("Why"),
        {n: choices.CAUSES[n] for n in choices.CAUSES_CHOSEN},
        _("Choose why it is passed on."),
    )
    reason = words(
        _("Why that one is right"),
        needed=_("Say why that unit is the right one. The petitioner will read it."),
        rows=3,
    )

    def fill(self, scene: Scene) -> None:
        own = str(scene.page.matter.handling_unit)
        self.offer("to_unit", [row for row in unit_rows(outside=True) if row[0] != own])


class AssignForm(ActForm):
    officer = pick_one(_("Officer"), _("Choose who is to have it."))

    def fill(self, scene: Scene) -> None:
        page = scene.page
        ids = takers(matter_id=page.matter.id, stand=page.standing, by=scene.by, at=scene.at)
        found = units.officers(ids)
        self.offer("officer", [(str(i), f"{found[i].name} {found[i].number}") for i in ids])


class RecuseForm(ActForm):
    ground = one_of(_("Why you step aside"), choices.RECUSALS, _("Choose why you step aside."))
    reason = words(
        _("In your own words"),
        hint=_("Your superior will read it. You will not see this petition any more."),
        needed=_("Say why you step aside. Your superior will read it."),
        rows=3,
    )


class LetterForm(OneOfForm):
    channel = one_of(
        _("How it came"),
        {n: choices.CHANNELS[n] for n in ("letter", "visit", "telephone")},
        _("Choose how it came in."),
    )
    message = words(
        _("What they added"),
        hint=_("In their words. The letter gives this reference, or encloses its receipt."),
        needed=_("Write what the petitioner added."),
    )
    when = when_field(_("When it came"))

    def clean_when(self) -> Any:
        return not_ahead(self.cleaned_data["when"], self.scene.at)


class ReceiptForm(ActForm):
    """Who has no receipt; of several petitioners, which one."""

    party = pick_one(_("Which petitioner"), _("Choose which of the petitioners."))
    slip = forms.CharField(
        label=_("Serial number of the slip"),
        max_length=24,
        error_messages={"required": _("Write the serial number of the slip you hand over.")},
    )

    def fill(self, scene: Scene) -> None:
        lacking = [p for p in scene.page.people if str(p.id) in scene.page.without_receipt]
        called = person_words(scene.page.people)
        self.offer("party", [(str(p.id), called[p.id]) for p in lacking])


class ToldForm(ActForm):
    """What waited for the petitioners and reached them now."""

    tells = forms.MultipleChoiceField(
        label=_("What reached them?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only our word stands for it, and figures count it so."),
        error_messages={"required": _("Choose what reached them.")},
    )
    channel = one_of(_("How did it reach them?"), choices.REACHED, _("Choose how it reached them."))
    when = when_field(_("When it reached them"))

    def fill(self, scene: Scene) -> None:
        field = self.fields["tells"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = waiting_words(scene.page)
        if len(field.choices) == 1:
            field.initial = [code for code, _words in waiting_words(scene.page)]

    def clean_when(self) -> Any:
        return not_ahead(self.cleaned_data["when"], self.scene.at)


def waiting_words(page: PetitionPage) -> list[tuple[str, str]]:
    """What waits for the petitioners: its sentence and its day, and of several petitioners for whom."""
    lines = {line.id: line for line in page.lines}
    called = person_words(page.people) if page.standing.petitioners > 1 else {}
    found = []
    for n in page.untold:
        line = lines.get(n.about)
        said = line.sentence if line is not None else gettext(specs()[n.tells].written)
        who = called.get(n.party_id, "")
        said = gettext("%(what)s: %(more)s") % {"what": who, "more": said} if who else said
        found.append((str(n.id), f"{said} · {dates.day(dates.local(n.created_at))}"))
    return found


class AnswerLetterForm(ActForm):
    letter = pick_one(_("Which one"), _("Choose what you answer."))
    message = words(_("Answer"), needed=_("Write the answer."))

    def fill(self, scene: Scene) -> None:
        waiting = {str(line.id) for line in scene.page.standing.open_letters}
        self.offer("letter", excerpts(scene.page.lines, waiting))


class QuestionForm(OneOfForm):
    question = words(_("Question"), needed=_("Write the question."), rows=3)


class ExtendForm(ActForm):
    days = forms.IntegerField(label=_("How many days more"), min_value=1, max_value=30)
    reason = words(_("Why"), needed=_("Say why it takes longer. The petitioner will read it."))


class DecideExtensionForm(ActForm):
    granted = one_of(_("More time?"), YES_NO, _("Choose yes or no."))
    reason = words(
        _("Why"),
        needed=_("Say why. Granted, the petitioner reads it; declined, your colleague."),
    )


class OpinionForm(ActForm):
    finding = pick_one(_("Finding"), _("Choose a finding that belongs to this class."))
    request = words(_("What is asked"), needed=_("Write what the petitioner asks."), rows=2)
    facts = words(_("Facts"), needed=_("Write the facts: what was looked at and found."))
    reasons = words(_("Reasons"), needed=_("Write the reasons."))
    opinion = words(_("Opinion"), needed=_("Write the opinion: the result first."))
    basis = words(
        _("Basis in law"), needed=_("Name the law, regulation or rule it rests on."), rows=2
    )
    remedy = words(_("What is put right, or can be done"), rows=2)

    def fill(self, scene: Scene) -> None:
        known = choices.FINDINGS_OF.get(scene.page.standing.class_, ())
        self.offer("finding", [(code, gettext(choices.FINDINGS[code])) for code in known])
        several = scene.page.standing.petitioners > 1
        if several:
            self.fields["facts"].help_text = _(
                "Several petitioners read this. Write of none of them what the others should not know."
            )
        elif not self.initial.get("request"):
            received = next((n for n in scene.page.lines if n.word("narrative")), None)
            self.initial["request"] = received.word("request") if received else ""


class ReviewForm(OpinionForm):
    changed = one_of(_("Is the opinion changed?"), YES_NO, _("Choose yes or no."))
    field_order = ("changed", "finding")


class EndHearingForm(ActForm):
    record = words(
        _("What was said"),
        hint=_("The petitioner reads it. It is owed to them in writing."),
        needed=_("Write what was said at the hearing. The petitioner reads it."),
        rows=5,
    )


class ReasonForm(ActForm):
    reason = words(_("Why"), needed=_("Say why it is taken up again."))


class SendBackForm(ActForm):
    reason = words(
        _("Why it is not taken over"),
        hint=_("The petitioner reads it."),
        needed=_("Say why it is not for this unit. The petitioner will read it."),
        rows=3,
    )
