"""What a form of an act at the desk is made of. Each form shows only choices that are open now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.duties.histories import Line
from huiying.core.duties.matters import MatterPage
from huiying.core.kinds import PEOPLE, Actor, PartyRole
from huiying.core.web import dates
from huiying.core.web.people_words import person_words

P = TypeVar("P", bound=MatterPage)
Choices = list[tuple[str, Any]]
LONGEST = 20_000


@dataclass(frozen=True, kw_only=True)
class Scene(Generic[P]):
    """What a form may need to know of: the matter as it stands, who acts, when."""

    page: P
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


class ActForm(forms.Form, Generic[P]):
    """An act on a matter. `seen` tells whether something was written since the form was opened."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, scene: Scene[P], **kwargs: Any) -> None:
        kwargs["initial"] = {"seen": len(scene.page.lines), **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.scene = scene
        self.fill(scene)
        if self.fields and not self.is_bound:
            first = next((f for f in self.fields.values() if not f.widget.is_hidden), None)
            if first is not None and not isinstance(first.widget, forms.MultiWidget):
                first.widget.attrs["autofocus"] = True

    def fill(self, scene: Scene[P]) -> None:
        """Give the choices that depend on the matter."""

    def offer(self, name: str, choices: Choices) -> None:
        """Options of a choice; where there is just one it is chosen already."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        several = len(choices) != 1 and not isinstance(field.widget, forms.RadioSelect)
        field.choices = [("", _("Choose …")), *choices] if several else choices
        if len(choices) == 1:
            field.initial = choices[0][0]


class OneOfForm(ActForm[P]):
    """An act towards one of the people: where there are several, which one."""

    roles: frozenset[PartyRole] = PEOPLE
    # Of a single one, what they are to the matter: said on the page, since there is nothing to choose.
    to: str = ""
    party = pick_one(_("Which person"), _("Choose which of the people it is for."))

    def fill(self, scene: Scene[P]) -> None:
        meant = [one for one in scene.page.people if one.role in self.roles]
        if len(meant) > 1:
            called = person_words(meant)
            self.offer("party", [(str(one.id), called[one.id]) for one in meant])
        else:
            del self.fields["party"]
            self.to = next(iter(person_words(meant).values()), "")


class PlainForm(ActForm[Any]):
    """Nothing to type: pressing the button is the act."""


def not_ahead(when: datetime | None, at: datetime) -> datetime | None:
    if when is not None and when > at:
        raise forms.ValidationError(_("This lies in the future. Check day and hour."))
    return when


def excerpts(lines: Iterable[Line], ids: set[str]) -> Choices:
    """Lines of the history as choices: their day, and how their words begin."""
    return [(str(n.id), excerpt(n)) for n in lines if str(n.id) in ids and not n.annulled]


def excerpt(line: Line) -> str:
    said = next((w.text for w in line.words if w.text), "") or line.sentence
    short = said if len(said) <= 60 else f"{said[:60]}…"
    return gettext("%(what)s: %(more)s") % {"what": dates.short_day(line.at), "more": short}


def day_text(day: date | None) -> str:
    return day.isoformat() if day else ""
