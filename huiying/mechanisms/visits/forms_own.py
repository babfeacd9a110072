"""Forms of the person about the visits to them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.web.acts_forms import Choices, one_of, words
from huiying.mechanisms.visits import choices, rules
from huiying.mechanisms.visits.forms_fields import segments

QUESTIONS = {
    "acceptance": _("Was it taken in without being passed around?"),
    "investigation": _("Was it looked into with care, were you told how it stood?"),
    "result": _("Can you accept the result and its reasons?"),
    "attitude": _("Were you treated with respect?"),
}


class TimeForm(forms.Form):
    option = forms.ChoiceField(
        label=_("Which time suits you"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the times.")},
    )

    def __init__(self, *args: Any, offered: Choices | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["option"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = offered or []


class WayForm(forms.Form):
    way = one_of(
        _("How you would like to hear from us"),
        choices.WAYS,
        _("Choose how you would like to hear from us."),
    )


class TimesForm(forms.Form):
    wish = words(
        _("When would it suit you?"),
        hint=_("Days and hours, or when it does not."),
        needed=_("Write when it would suit you."),
        rows=3,
    )


class IntervalForm(forms.Form):
    weeks = forms.IntegerField(
        label=_("Every how many weeks"),
        min_value=rules.LEAST_WEEKS,
        max_value=rules.MOST_WEEKS,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Filled in here: in the class it would stay in whichever language was asked for first.
        self.fields["weeks"].help_text = gettext(
            "Between %(least)d and %(most)d. Your wish binds us."
        ) % {"least": rules.LEAST_WEEKS, "most": rules.MOST_WEEKS}


class ViewForm(forms.Form):
    """Four questions, each with "can't say"; and words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for view, label in choices.VIEWS.items():
            self.fields[view] = segments(
                gettext(label),
                choices.ANSWERS,
                gettext('%(what)s: choose one; "can\'t say" is an answer too.')
                % {"what": gettext(label)},
                QUESTIONS[view],
            )
        self.fields["words"] = words(_("In your own words"), hint=_("If you like."), rows=3)

    def asked_by_phone(self) -> None:
        """The one who writes is not the one who speaks."""
        self.fields["words"].label = _("In their own words")
        self.fields["words"].help_text = _("If they like.")

    def answers(self) -> Mapping[str, str]:
        return {view: str(self.cleaned_data[view]) for view in choices.VIEWS}


class PressureForm(forms.Form):
    text = words(
        _("What happened?"),
        hint=_("Who, when, in which words. It goes to oversight alone."),
        needed=_("Write what happened. Nobody in the unit will read it."),
        rows=5,
    )
