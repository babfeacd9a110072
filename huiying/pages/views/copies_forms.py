"""The forms of a copy: what is blacked out, for whom it is and why; and the second person's word on it."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.files.blacking import Rectangle
from huiying.core.redaction import marking
from huiying.core.redaction.choices import BASES, GROUNDS, RECIPIENTS
from huiying.core.redaction.services import Purpose

_LINE = re.compile(
    r"^\s*(\d{1,3})\s*[:：]\s*(\d{1,4})[ ,，]+(\d{1,4})[ ,，]+(\d{1,4})[ ,，]+(\d{1,4})\s*$"
)


class PurposeForm(forms.Form):
    """For whom, why, and why parts go."""

    to = forms.ChoiceField(
        label=_("Who gets the copy?"),
        choices=[("", ""), *RECIPIENTS.items()],
        error_messages={"required": _("Choose who gets the copy.")},
    )
    basis = forms.ChoiceField(
        label=_("Why may they get it?"),
        choices=[("", ""), *BASES.items()],
        error_messages={"required": _("Choose why they may get it.")},
    )
    grounds = forms.MultipleChoiceField(
        label=_("Why are parts blacked out?"),
        choices=list(GROUNDS.items()),
        widget=forms.CheckboxSelectMultiple(),
        error_messages={"required": _("Choose why parts are blacked out.")},
    )
    apart = forms.BooleanField(label=_("The person must not know of it now"), required=False)
    why = forms.CharField(
        label=_("Why not?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Only where the rule lets you. The second person reads it; it is kept sealed."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("to", RECIPIENTS), ("basis", BASES)):
            self.fields[name].choices = [("", ""), *((c, gettext(w)) for c, w in words.items())]  # type: ignore[attr-defined]
        self.fields["grounds"].choices = [(c, gettext(w)) for c, w in GROUNDS.items()]  # type: ignore[attr-defined]

    def purpose(self) -> Purpose:
        data = self.cleaned_data
        return Purpose(
            to=data["to"],
            basis=data["basis"],
            grounds=tuple(data["grounds"]),
            known=not data["apart"],
            why=data["why"],
        )


class TextForm(PurposeForm):
    marked = forms.CharField(
        label=_("The text"),
        max_length=60_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "spellcheck": "false", "data-blacken": "text"}),
        help_text=_("Put what is to go between ⟦ and ⟧, and change nothing else."),
    )
    ticked = forms.MultipleChoiceField(
        label=_("Or tick whole sentences"), required=False, widget=forms.CheckboxSelectMultiple()
    )
    stay = forms.BooleanField(
        label=_("The same words may stay where they stand elsewhere in the text"), required=False
    )
    field_order = ("marked", "ticked", "stay", "to", "basis", "grounds", "apart", "why")

    def __init__(self, *args: Any, words: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"marked": words}, **kwargs)
        found = enumerate(marking.sentences(words), start=1)
        choices = [(str(n), f"{n}. {s.strip()}") for n, s in found if s.strip()]
        self.fields["ticked"].choices = choices  # type: ignore[attr-defined]


class FileForm(PurposeForm):
    rectangles = forms.CharField(
        label=_("What is blacked out"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "data-blacken": "file"}),
        help_text=_(
            "A line for each rectangle: page: left top width height, in thousandths of the page, such as "
            "1: 100 250 400 60. What you draw on the pages above is written here."
        ),
        error_messages={"required": _("Draw or write at least one rectangle.")},
    )
    field_order = ("rectangles", "to", "basis", "grounds", "apart", "why")

    def clean_rectangles(self) -> list[Rectangle]:
        found = []
        for line in filter(str.strip, str(self.cleaned_data["rectangles"]).splitlines()):
            match = _LINE.match(line)
            one = Rectangle(
                **dict(
                    zip(
                        ("page", "x", "y", "width", "height"),
                        map(int, match.groups()),
                        strict=True,
                    )
                )
            ) if match else None  # fmt: skip
            if one is None or not one.fits():
                raise forms.ValidationError(
                    _("This line is not a rectangle on a page: %(line)s"),
                    params={"line": line.strip()},
                )
            found.append(one)
        return found


class DeclineForm(forms.Form):
    """What must be changed before the copy can be released."""

    reason = forms.CharField(
        label=_("Or say what must be changed"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
