"""What a person types on the page of their complaint. Each form keeps what was typed and says what is wrong."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.web.codes.forms import own_words
from huiying.mechanisms.complaints import events


class DisagreeForm(forms.Form):
    reason = own_words(
        _("What do you not agree with?"),
        _("Write what you do not agree with. One sentence is enough."),
        hint=_(
            "A fact that is wrong, something nobody looked at, or a reason that does not convince you."
        ),
    )


class WithdrawForm(forms.Form):
    reason = own_words(
        _("Why do you want to withdraw?"),
        "",
        hint=_("You need not say. Nobody in the unit complained of reads it."),
        rows=3,
    )


class GoOnForm(forms.Form):
    """Nothing to type: the button is the act."""


class TakeUpForm(forms.Form):
    reason = own_words(_("Is there anything new?"), "", hint=_("You need not say."), rows=3)


class PressureForm(forms.Form):
    text = own_words(
        _("What happened?"),
        _("Write what happened. Nobody in the unit will read it."),
        hint=_("Who spoke to you, when and how, and what they wanted. A few words are enough."),
    )


VIEW_WORDS = {
    "acceptance": (_("Acceptance"), _("Was it taken in without being passed around?")),
    "investigation": (
        _("Investigation"),
        _("Was it looked into with care, were you told how it stood?"),
    ),
    "result": (_("Result"), _("Can you accept the result and its reasons?")),
    "attitude": (_("Attitude"), _("Were you treated with respect?")),
}


class ViewForm(forms.Form):
    """Four dimensions, each with "can't say"; and words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in events.VIEWS:
            label, hint = VIEW_WORDS[name]
            self.fields[name] = forms.ChoiceField(
                label=label,
                help_text=hint,
                choices=[(value, _(words)) for value, words in events.ANSWERS.items()],
                widget=_segments(),
                error_messages={"required": _('Choose one; "can\'t say" is an answer too.')},
            )
        self.fields["words"] = own_words(_("In your own words"), "", hint=_("If you like."), rows=3)

    def answers(self) -> Mapping[str, str]:
        return {name: str(self.cleaned_data[name]) for name in events.VIEWS}


def _segments() -> forms.RadioSelect:
    widget = forms.RadioSelect()
    widget.segmented = 4  # type: ignore[attr-defined]
    return widget
