"""In a form that tells how a matter stands: released lines to choose from, where the gate decides what is said."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.disclosure.progress import applies, untold
from huiying.core.web.acts_forms import ActForm, Scene


def lines_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("What was released"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Something of this matter was brought to the gate, so only what was released there is told."
        ),
        error_messages={"required": _("Choose what is told. Only what was released can be.")},
    )


def in_whose_words(form: ActForm[Any], scene: Scene[Any], *, typed: str, kind: str) -> None:
    """Leaves one of the two fields in a form: what is typed, or `lines`. `kind`: of the events that tell."""
    if not applies(scene.page.history):
        del form.fields["lines"]
        return
    del form.fields[typed]
    said = {line.facts.get("line"): line for line in scene.page.lines if line.word("said")}
    field = form.fields["lines"]
    assert isinstance(field, forms.MultipleChoiceField)
    field.choices = [
        (one.id, said[one.id].word("said") if one.id in said else gettext("A released line"))
        for one in untold(scene.page.history, kind)
    ]
    if not field.choices:
        field.help_text = _(
            "Everything that was released has been told. Bring to the gate what else should be said, or release a "
            "sentence cleared beforehand: then it can be chosen here."
        )
