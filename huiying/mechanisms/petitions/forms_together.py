"""What is typed where several ask the same: by the desk, by a petitioner who lends the screen, by another unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_, PartyRole
from huiying.core.people.services import Contact
from huiying.core.web.acts_forms import LONGEST, one_of, pick_one, words
from huiying.core.web.codes.forms import own_words
from huiying.core.web.people_words import person_words
from huiying.mechanisms.petitions.forms_desk import ActForm, Scene
from huiying.mechanisms.petitions.forms_raise import contact_of, email_field, line_field


class JoinForm(ActForm):
    narrative = words(
        _("What this person says"),
        hint=_("Their own words. No other petitioner reads them."),
        needed=_("Write what this person says, in their own words."),
    )
    request = words(_("What they ask for"), rows=2)
    name = line_field(_("Name"), most=60)
    address = line_field(_("Address"))
    phone = line_field(_("Telephone"), most=40)
    email = email_field()
    slip = forms.CharField(
        label=_("Serial number of the slip handed over"),
        help_text=_("From your unit's pad. Left empty, the receipt stays owed."),
        required=False,
        max_length=24,
    )


class _OneOfThem(ActForm):
    """One of several petitioners, by number and never by name."""

    party = pick_one(_("Which petitioner"), _("Choose which of the petitioners."))

    def fill(self, scene: Scene) -> None:
        there = [p for p in scene.page.people if p.role is PartyRole.PETITIONER]
        called = person_words(there)
        known = self.known(scene)
        self.offer("party", [(str(p.id), called[p.id]) for p in there if str(p.id) in known])

    def known(self, scene: Scene) -> set[str]:
        raise NotImplementedError


class ChooseSpeakerForm(_OneOfThem):
    def known(self, scene: Scene) -> set[str]:
        stand = scene.page.standing
        away = {*stand.left, *stand.speakers, *stand.asked_to_speak}
        return {str(p.id) for p in scene.page.people} - away


class EndSpeakerForm(_OneOfThem):
    def known(self, scene: Scene) -> set[str]:
        return {*scene.page.standing.speakers, *scene.page.standing.asked_to_speak}


# --- the petitioners' own ----------------------------------------------------------------------------


class AnotherForm(forms.Form):
    """Another person, on the screen of the first: their words, and how to reach them."""

    narrative = forms.CharField(
        label=_("What happened to you, and what do you ask?"),
        help_text=_("In your own words. The others do not read them."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Write what you say, in your own words.")},
    )
    name = line_field(_("Your name"), most=60)
    address = line_field(_("Address"))
    phone = line_field(_("Telephone"), most=40)
    email = email_field()

    def contact(self) -> Contact:
        return contact_of(self.cleaned_data)


class SpeakForm(forms.Form):
    answer = one_of(
        _("Will you speak for all?"),
        {"yes": N_("Yes, I speak for all"), "no": N_("No, I would rather not")},
        _("Choose yes or no."),
        hint=_("A no needs no reason and changes nothing for you."),
    )
    called = own_words(
        _("What the others see of you"),
        "",
        hint=_("Your name, and how they can reach you if you want that. Nothing else is shown."),
        rows=2,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") == "yes" and not str(data.get("called", "")).strip():
            self.add_error("called", _("Write the name under which the others see you."))
        return data


class WithdrawForm(forms.Form):
    reason = own_words(
        _("Why do you withdraw?"),
        "",
        hint=_("You need not say. Whoever handles it reads it."),
        rows=3,
    )


class PlainOwnForm(forms.Form):
    """Nothing to type: the button is the act."""


class TakeUpForm(forms.Form):
    reason = own_words(_("Is there anything new?"), "", hint=_("You need not say."), rows=3)


# --- said to a unit that does not handle it ----------------------------------------------------------


class HeardForm(forms.Form):
    ref = forms.CharField(
        label=_("Reference of the petition"),
        max_length=20,
        error_messages={"required": _("Write the reference that stands on their receipt.")},
    )
    number = forms.IntegerField(
        label=_("Which of the petitioners"),
        help_text=_("Where there are several: their number. Else leave 1."),
        min_value=1,
        initial=1,
    )
    words = forms.CharField(
        label=_("What they said when you were alone"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write what they said, in their own words.")},
    )
    pressed = one_of(
        _("Did anybody press them?"),
        {"yes": N_("Yes"), "no": N_("No")},
        _("Say whether anybody pressed them."),
        hint=_("A withdrawal under pressure does not count. Oversight learns of it."),
    )
