"""What a petitioner types on the page of their matter. Each form keeps what was typed and says what is wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.web.codes.forms import own_words
from huiying.mechanisms.petitions import choices
from huiying.mechanisms.petitions.forms_marks import offer_answers, ways_instead
from huiying.mechanisms.petitions.queries import offers_to, own_standing


class ReviewForm(forms.Form):
    reason = own_words(
        _("What do you not agree with?"),
        _("Write what you do not agree with. One sentence is enough."),
        hint=_("The level above reads everything anew. New papers can be added as files."),
    )


class ContestForm(forms.Form):
    """Which mark, of those that the matter bears and that are not contested yet."""

    mark = forms.ChoiceField(
        label=_("Which mark is wrong?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a mark.")},
    )
    reason = own_words(
        _("Why is it wrong?"), _("Write why the mark is wrong. One sentence is enough."), rows=3
    )

    def __init__(self, *args: Any, actor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = own_standing(actor) if actor is not None else None
        marks = found[0].marks if found else ()
        field = self.fields["mark"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (m.code, gettext(choices.MARKS[m.code])) for m in marks if m.contested is None
        ]
        if len(field.choices) == 1:
            field.initial = field.choices[0][0]


class OfferForm(forms.Form):
    """A time that was offered, or how to hear back instead."""

    answer = forms.ChoiceField(
        label=_("Choose a time, or another way to hear back"),
        widget=forms.RadioSelect,
        help_text=_("A no only means that you hear back another way. Nobody writes down why."),
        error_messages={"required": _("Choose a time, or another way.")},
    )

    def __init__(self, *args: Any, actor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = own_standing(actor) if actor is not None else None
        rows: list[tuple[str, Any]] = []
        for offer in offers_to(*found) if found else ():
            if "about" not in offer.facts:
                rows += offer_answers(offer)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = rows


class CallOffForm(forms.Form):
    """Of what was agreed: another way to hear back."""

    answer = forms.ChoiceField(
        label=_("How do you want to hear back instead?"),
        widget=forms.RadioSelect,
        help_text=_("A no only means that you hear back another way. Nobody writes down why."),
        error_messages={"required": _("Choose how you want to hear back instead.")},
    )

    def __init__(self, *args: Any, actor: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = own_standing(actor) if actor is not None else None
        rows: list[tuple[str, Any]] = []
        for line in offers_to(*found) if found else ():
            if "about" in line.facts:
                rows += ways_instead(line)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = rows


class SettleForm(forms.Form):
    note = own_words(
        _("Is there anything you want to add?"), "", hint=_("You need not say."), rows=3
    )


class UnsettleForm(forms.Form):
    reason = own_words(
        _("What is not settled?"), _("Write what is not settled. One sentence is enough."), rows=3
    )


class PressureForm(forms.Form):
    reason = own_words(
        _("What happened?"),
        _("Write who asked what of you. Only oversight reads it."),
        hint=_("Who spoke to you, when and how, and what they wanted. A few words are enough."),
    )
