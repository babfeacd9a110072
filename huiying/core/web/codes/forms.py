"""What the holder of a code types, whatever the kind of matter. Each form keeps it and says what is wrong."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.people.barring import BarredRow, is_way
from huiying.core.web.acts_forms import LONGEST
from huiying.core.web.proof import ProofForm


def own_words(label: Any, required: Any, *, hint: Any = "", rows: int = 5) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=bool(required),
        error_messages={
            "required": required or "",
            "max_length": _(
                "This is longer than 20,000 characters. Send the rest as a file or message."
            ),
        },
    )


def secret_word(label: Any, hint: Any = "", required: Any = "") -> forms.CharField:
    """Typed where it can be read: a word that cannot be seen is set wrong, and no browser is to keep it."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=60,
        required=bool(required),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={
            "required": required,
            "max_length": _("A second word has 60 characters at most."),
        },
    )


# --- the way in ----------------------------------------------------------------------------------


class CodeForm(forms.Form):
    """The receipt code, in one box; blanks and dashes do not matter."""

    code = forms.CharField(
        label=_("Receipt code"),
        max_length=60,
        help_text=_("20 digits in five groups of four. Blanks and dashes don't matter."),
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "off",
                "spellcheck": "false",
                "class": "hy-code-input",
            }
        ),
        error_messages={
            "required": _("Type the 20 digits of your receipt code."),
            "max_length": _("A receipt code has 20 digits. Type the digits alone."),
        },
    )
    word = secret_word(_("Second secret word"), _("Only if you set one on your page."))


class ProvenCodeForm(ProofForm, CodeForm):
    """The same, once too many wrong codes came in."""


class LostForm(ProofForm):
    """Name and telephone as they were given when it was brought."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=60,
        error_messages={"required": _("Write your name as you gave it to us.")},
    )
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        help_text=_("The number you gave us then."),
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"required": _("Write the number you gave us.")},
    )


# --- on the page ------------------------------------------------------------------------------------


class ReplyForm(forms.Form):
    text = own_words(_("Your answer"), _("Write your answer."))


class MessageForm(forms.Form):
    text = own_words(
        _("Write a message"),
        _("Write your message."),
        hint=_("Please leave out other people's identity card or bank card numbers."),
        rows=4,
    )


class FilesForm(forms.Form):
    """Files alone; they come in request.FILES."""


class WordForm(forms.Form):
    """A second secret word for the person's page."""

    new = secret_word(
        _("Your second secret word"),
        _("Four characters or more; a few words are good too. Nothing that others know of you."),
        _("Write the word you want to set."),
    )


class OtherWordForm(forms.Form):
    """Changing it, or with nothing new, taking it away."""

    now = secret_word(_("The word as it is now"), "", _("Write the word as it is now."))
    new = secret_word(
        _("The new word"), _("Leave it empty and from then on the code opens your page alone.")
    )


class ContactForm(forms.Form):
    """How to reach the person from now on. What is left empty stays as it is."""

    name = forms.CharField(
        label=_("Your name, if it is wrong here"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Another telephone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    no_phone = forms.BooleanField(label=_("Do not ring me any more"), required=False)
    email = forms.EmailField(
        label=_("Another e-mail address"),
        required=False,
        error_messages={
            "invalid": _("This is not an e-mail address. It looks like name@example.org.")
        },
    )
    no_email = forms.BooleanField(label=_("Do not write me e-mail any more"), required=False)
    address = forms.CharField(
        label=_("Another postal address"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    no_address = forms.BooleanField(label=_("Do not send me letters any more"), required=False)
    wishes = forms.CharField(
        label=_("What should we bear in mind?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_('For example: only after 18:00; do not say "police" if somebody else answers.'),
    )
    never = forms.CharField(
        label=_("A number or e-mail address we must never use"),
        max_length=200,
        required=False,
        help_text=_(
            "Such as one that somebody else answers. It holds for every matter here, whoever left it, and nobody is "
            "told why. So does a way that you stop above."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    again = forms.MultipleChoiceField(
        label=_("You barred these. Tick what may be used again"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"invalid_choice": _("This is not one of those you barred.")},
    )

    def __init__(self, *args: Any, barred: Sequence[BarredRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if barred:
            choices = [(str(row.id), row.way) for row in barred]
            self.fields["again"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["again"]

    def clean_never(self) -> str:
        typed = str(self.cleaned_data["never"]).strip()
        if typed and not is_way(typed):
            raise forms.ValidationError(_("Write a telephone number or an e-mail address."))
        return typed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("phone") and data.get("no_phone"):
            self.add_error("phone", _("Give a number, or ask us not to ring: not both."))
        if data.get("email") and data.get("no_email"):
            self.add_error("email", _("Give an address, or ask us not to write: not both."))
        if data.get("address") and data.get("no_address"):
            self.add_error("address", _("Give an address, or ask us not to write: not both."))
        return data
