"""Forms of the acts towards the people of a case: who joins, who speaks for whom, what they need, wish and fear."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_, PartyRole
from huiying.core.people.safe import SafePlan
from huiying.core.people.services import Contact
from huiying.core.web.acts_forms import ActForm, OneOfForm, Scene, one_of, pick_one
from huiying.core.web.people_words import person_words
from huiying.mechanisms.cases import choices, owing, rules
from huiying.mechanisms.cases.queries import CasePage

Form = ActForm[CasePage]
HOUR = forms.NumberInput(attrs={"min": 0, "max": 24, "inputmode": "numeric"})


class ContactFields(forms.Form):
    """How to reach somebody; all may be empty."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        error_messages={"invalid": _("This is not an e-mail address. Check it, or leave it out.")},
    )


def contact_of(data: dict[str, Any]) -> Contact:
    return Contact(name=data["name"], phone=data["phone"], email=data["email"])


class JoinForm(Form, ContactFields):
    role = one_of(
        _("What are they to the case?"), choices.ROLES, _("Choose what they are to the case.")
    )
    beside = forms.ChoiceField(
        label=_("Whose relative, or acting for whom?"),
        required=False,
        help_text=_("For a relative, a representative, a guardian or a successor."),
    )
    no_suspect = forms.BooleanField(
        label=_("I asked: they are no suspect in this case and live with none"),
        required=False,
        help_text=_("Needed for a guardian, an appropriate adult or a successor."),
    )
    slip = forms.CharField(
        label=_("Serial number of the slip handed over"),
        max_length=20,
        required=False,
        help_text=_("Left empty, a link goes to the e-mail address, if there is one."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=lambda: list(settings.LANGUAGES))

    def fill(self, scene: Scene[CasePage]) -> None:
        meant = [p for p in scene.page.people if p.role in owing.EVERYBODY]
        called = person_words(meant)
        field = self.fields["beside"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((str(p.id), called[p.id]) for p in meant)]
        self.fields["language"].initial = get_language()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        role = data.get("role")
        if role and PartyRole(role) in owing.BESIDE | owing.INSTEAD and not data.get("beside"):
            self.add_error("beside", _("Choose whose relative they are, or for whom they act."))
        return data


class ApartForm(Form):
    """Whom the victim, alone, was asked about."""

    about = pick_one(_("About whom"), _("Choose whom you asked about."))
    agrees = one_of(
        _("What did the victim say, alone with you?"),
        {"yes": N_("they may hear of the case"), "no": N_("they may not")},
        _("Choose what the victim said."),
    )

    def fill(self, scene: Scene[CasePage]) -> None:
        waiting = set(rules.unconfirmed(scene.page.standing))
        called = person_words(scene.page.people)
        self.offer("about", [(str(p), w) for p, w in called.items() if str(p) in waiting])


class EndForm(OneOfForm[CasePage]):
    cause = one_of(
        _("Why?"),
        {
            "asked": N_("they asked for it"),
            "victim": N_("the victim does not want it any more"),
            "mistake": N_("they were added by mistake"),
        },
        _("Choose why."),
    )


class MarkForm(OneOfForm[CasePage]):
    vulnerable = forms.BooleanField(label=_("Vulnerable"), required=False)
    enhanced = forms.BooleanField(label=_("Enhanced rights"), required=False)


class ChildForm(OneOfForm[CasePage]):
    eighteen_on = forms.DateField(
        label=_("The day they come of age"),
        help_text=_("On that day the rights pass to them by themselves. No birthday is kept."),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("Enter the day on which they come of age: it lies ahead."),
            "invalid": _("This is not a day. Check it."),
        },
    )


class PersonForm(OneOfForm[CasePage]):
    """Which person, and nothing else."""


class BarForm(OneOfForm[CasePage]):
    roles = owing.INSTEAD


class ActForForm(Form):
    person = pick_one(_("For whom"), _("Choose for whom."))
    by_party = pick_one(
        _("Who acts for them"), _("Choose a guardian or successor who is on the case.")
    )

    def fill(self, scene: Scene[CasePage]) -> None:
        called = person_words(scene.page.people)
        roles = {p.id: p.role for p in scene.page.people}
        self.offer(
            "person", [(str(p), w) for p, w in called.items() if roles[p] in owing.EVERYBODY]
        )
        self.offer(
            "by_party", [(str(p), w) for p, w in called.items() if roles[p] in owing.INSTEAD]
        )


class SlipForm(OneOfForm[CasePage]):
    slip = forms.CharField(
        label=_("Serial number of the slip"),
        max_length=20,
        error_messages={"required": _("Enter the serial number on the slip.")},
    )


class SafeFields(forms.Form):
    """How somebody can be reached without danger."""

    never = forms.MultipleChoiceField(
        label=_("Never use"),
        required=False,
        choices=lambda: [(code, gettext(text)) for code, text in choices.NEVER.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    from_hour = forms.IntegerField(
        label=_("Not before this hour"), min_value=0, max_value=23, initial=0, widget=HOUR
    )
    to_hour = forms.IntegerField(
        label=_("Not after this hour"), min_value=1, max_value=24, initial=24, widget=HOUR
    )
    who_may_answer = forms.CharField(
        label=_("Who else may answer"),
        max_length=200,
        required=False,
        help_text=_("Left empty, we speak with nobody else."),
    )
    voicemail = forms.BooleanField(label=_("A voice message may be left"), required=False)
    neutral = forms.BooleanField(
        label=_("Nothing outside this page says police, case or code"), required=False, initial=True
    )
    spoken_word = forms.CharField(
        label=_("A word that the caller says first"), max_length=40, required=False
    )
    ends = forms.BooleanField(label=_("No plan is needed any more"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("from_hour"), data.get("to_hour")
        if first is not None and last is not None and first >= last:
            self.add_error("to_hour", _("The first hour comes before the last one."))
        return data


def plan_of(data: dict[str, Any]) -> SafePlan | None:
    """What was typed as a plan; None where none is needed any more."""
    if data["ends"]:
        return None
    return SafePlan(
        never=tuple(data["never"]),
        from_hour=data["from_hour"],
        to_hour=data["to_hour"],
        who_may_answer=data["who_may_answer"],
        neutral=data["neutral"],
        voicemail=data["voicemail"],
        spoken_word=data["spoken_word"],
    )


class SafeForm(OneOfForm[CasePage], SafeFields):
    pass


class WishFields(forms.Form):
    topics = forms.MultipleChoiceField(
        label=_("What to be told"),
        required=False,
        choices=lambda: [(code, gettext(text)) for code, text in choices.TOPICS.items()],
        initial=list(choices.TOPICS),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "What is left out stays on the page, and no message is sent. Decisions with a remedy are always told."
        ),
    )
    weeks = forms.TypedChoiceField(
        label=_("How often"),
        coerce=int,
        choices=lambda: [
            (0, gettext("as it comes")),
            (1, gettext("once a week")),
            (2, gettext("every two weeks")),
            (4, gettext("every four weeks")),
            (12, gettext("every twelve weeks")),
        ],
    )


class WishForm(OneOfForm[CasePage], WishFields):
    pass


class NeedsFields(forms.Form):
    language = forms.CharField(
        label=_("Language"),
        max_length=20,
        required=False,
        help_text=_("For example: Uyghur, English, sign language."),
    )
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)
    format_ = forms.ChoiceField(
        label=_("How papers can be read"),
        required=False,
        choices=lambda: [(code, gettext(text)) for code, text in choices.FORMATS.items()],
    )


class NeedsForm(OneOfForm[CasePage], NeedsFields):
    pass


class SupportForm(OneOfForm[CasePage]):
    which = forms.MultipleChoiceField(
        label=_("Who can help"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose from the list who can help.")},
    )

    def fill(self, scene: Scene[CasePage]) -> None:
        super().fill(scene)
        field = self.fields["which"]
        assert isinstance(field, forms.MultipleChoiceField)
        language = get_language() or ""
        field.choices = [(h.code, h.name(language)) for h in scene.page.help]


class ReferForm(OneOfForm[CasePage]):
    service = pick_one(_("To whom"), _("Choose from the list who can help."))

    def fill(self, scene: Scene[CasePage]) -> None:
        super().fill(scene)
        language = get_language() or ""
        self.offer("service", [(h.code, h.name(language)) for h in scene.page.help])


class CallAgainForm(OneOfForm[CasePage]):
    reached = one_of(
        _("Was the person reached?"),
        {"yes": N_("yes"), "no": N_("no")},
        _("Choose whether the person was reached."),
    )


def id_or_none(text: Any) -> uuid.UUID | None:
    return uuid.UUID(str(text)) if text else None
