"""What the desk types when it acts on something raised; what whoever raised it types on their page."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiying.core.units import queries as units
from huiying.core.units.models import Level
from huiying.core.web import acts_forms
from huiying.core.web.acts_forms import one_of, pick_one, words
from huiying.core.web.codes.forms import own_words
from huiying.core.web.forms import DateField
from huiying.mechanisms.campaigns import choices
from huiying.mechanisms.campaigns.asked import bodies
from huiying.mechanisms.campaigns.queries import RaisedPage
from huiying.mechanisms.campaigns.services.handling import takers

Scene = acts_forms.Scene[RaisedPage]


class ActForm(acts_forms.ActForm[RaisedPage]):
    """An act on something raised."""


class AssignForm(ActForm):
    officer = pick_one(_("Who looks into it"), _("Choose an officer."))

    def fill(self, scene: Scene) -> None:
        found = takers(matter_id=scene.page.matter.id, at=scene.at)
        self.offer("officer", [(str(officer), name) for officer, name in found])


class MoveForm(ActForm):
    to_unit = pick_one(_("To which unit"), _("Choose a unit."))
    reason = words(
        _("Why that unit"),
        needed=_("Say why that unit is the right one. The person will read it."),
        rows=2,
    )

    def fill(self, scene: Scene) -> None:
        away = {scene.page.matter.handling_unit}
        kept = [
            (str(u.id), u.name)
            for u in units.tree().values()
            if not u.closed and u.level not in {Level.OFFICE, Level.OUTSIDE} and u.id not in away
        ]
        self.offer("to_unit", kept)


def body_choices() -> list[tuple[str, str]]:
    language = get_language() or ""
    return [(code, body.words(language)) for code, body in bodies().items()]


class TransferForm(ActForm):
    body = forms.ChoiceField(
        label=_("Which body answers for it"),
        choices=body_choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the body that answers for it.")},
    )
    where = words(
        _("Who answers it there, and how to reach them"),
        hint=_(
            "Name of the office, telephone, when it is open. Hand it over; don't send the person."
        ),
        needed=_("Write who answers it there, and how to reach them."),
        rows=2,
    )
    reason = words(_("Why it is theirs"), needed=_("Say why it is theirs to answer."), rows=2)


class AnswerForm(ActForm):
    result = one_of(_("What comes of it?"), choices.RESULTS, _("Choose what comes of it."))
    due_on = DateField(
        label=_("Done by"),
        required=False,
        help_text=_("Where it will be done: by which day. We owe it from then on."),
    )
    answer = words(
        _("The answer"),
        hint=_("The result first, then why. They read it as it stands."),
        needed=_("Write the answer: the result first."),
        rows=6,
    )


class DoneForm(ActForm):
    answer = words(_("What was done"), needed=_("Write what was done."), rows=3)


class ReopenForm(ActForm):
    reason = words(
        _("Why it is taken up again"),
        needed=_("Say why it is taken up again. The person will read it."),
        rows=2,
    )


class ReviewForm(ActForm):
    outcome = one_of(
        _("Does the answer stand?"), choices.REVIEWED, _("Choose whether the answer stands.")
    )
    answer = words(
        _("What we think, and why"),
        needed=_("Write what you looked at and what you think."),
        rows=6,
    )


class DisagreeForm(forms.Form):
    reason: Any = own_words(
        _("What do you not agree with?"),
        _("Write what you do not agree with. One sentence is enough."),
        hint=_("The unit above reads it, and not whoever answered you."),
    )
