"""What the desk types about marks and what follows from them: feedback, a plan, meetings, an explanation."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.web import dates
from huiying.core.web.acts_forms import not_ahead, one_of, pick_one, when_field, words
from huiying.core.web.forms import DateField
from huiying.core.web.released import in_whose_words, lines_field
from huiying.mechanisms.petitions import choices, events
from huiying.mechanisms.petitions.forms_desk import (
    YES_NO,
    ActForm,
    OneOfForm,
    Scene,
    officer_of,
)
from huiying.mechanisms.petitions.queries import leaders


class MarkForm(ActForm):
    mark = one_of(
        _("How is the matter marked?"),
        choices.MARKS,
        _("Choose a mark."),
        hint=_("A mark is of this matter and of nobody. The petitioner reads it and the reason."),
    )
    until = DateField(label=_("Until which day"))
    leader = forms.ChoiceField(
        label=_("Who answers for it"),
        help_text=_("For a major or difficult matter."),
        required=False,
    )
    reason = words(
        _("Why"), needed=_("Say why. The petitioner will read it, and can contest it."), rows=3
    )

    def fill(self, scene: Scene) -> None:
        known = leaders(scene.page.matter.handling_unit, scene.at)
        field = self.fields["leader"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody")), *((str(pk), name) for pk, name in known)]


class UnmarkForm(ActForm):
    mark = pick_one(_("Which mark"), _("Choose a mark."))
    reason = words(
        _("Why"), needed=_("Say why. The petitioner will read it, and can contest it."), rows=3
    )

    def fill(self, scene: Scene) -> None:
        self.offer("mark", [(m.code, gettext(choices.MARKS[m.code])) for m in self.marks(scene)])

    def marks(self, scene: Scene) -> list[Any]:
        return list(scene.page.standing.marks)


class DecideContestForm(UnmarkForm):
    kept = one_of(_("Does the mark stay?"), YES_NO, _("Choose yes or no."))
    field_order = ("mark", "kept", "reason")

    def marks(self, scene: Scene) -> list[Any]:
        return [m for m in scene.page.standing.marks if m.contested]


class FeedbackForm(ActForm):
    message = words(
        _("How it stands"),
        needed=_("Write what was done since the last time and what comes next."),
    )
    lines = lines_field()

    def fill(self, scene: Scene) -> None:
        in_whose_words(self, scene, typed="message", kind=events.FEEDBACK_WRITTEN.kind)


class PlanForm(ActForm):
    asked = words(
        _("What was asked"), needed=_("Write what was asked, in the petitioner's words."), rows=3
    )
    done = words(_("What was done"), needed=_("Write what was done so far."), rows=3)
    remains = words(_("What remains"), needed=_("Write what remains, and by when."), rows=3)
    explains = words(
        _("Who explains it"),
        needed=_("Write who will explain it: name, unit, telephone."),
        rows=2,
    )


class OfferForm(OneOfForm):
    form = one_of(_("What do you offer?"), choices.FORMS, _("Choose what you offer."))
    first = when_field(_("First time"))
    second = when_field(_("Second time"))
    third = when_field(_("Third time"))
    where = words(
        _("Where, and who will be there"),
        needed=_("Write where, and who will be there."),
        rows=2,
    )

    def fill(self, scene: Scene) -> None:
        super().fill(scene)
        for name in ("first", "second", "third"):
            self.fields[name].help_text = _("Leave empty what you do not offer.")


class HearOfferForm(ActForm):
    answer = pick_one(_("What did they say?"), _("Choose a time, or another way."))

    def fill(self, scene: Scene) -> None:
        rows: list[tuple[str, Any]] = []
        for offer in scene.page.standing.open_offers:
            rows += offer_answers(offer)
        for agreed in scene.page.standing.agreed:
            rows += ways_instead(agreed)
        self.offer("answer", rows)


def offer_answers(offer: Any) -> list[tuple[str, Any]]:
    """One offer as choices: its times, and the ways to hear back instead; the value names the offer too."""
    times = [str(offer.facts[n]) for n in ("first", "second", "third") if offer.facts.get(n)]
    form = gettext(choices.FORMS[str(offer.facts["form"])])
    taken = [(f"{offer.id} time {time}", _at(form, time)) for time in times]
    return taken + ways_instead(offer)


def ways_instead(offer: Any) -> list[tuple[str, Any]]:
    """How to hear back instead of what was offered, or agreed and called off now."""
    about = offer.facts.get("about", offer.id)
    return [
        (f"{about} way {code}", gettext("No; to hear back %(way)s") % {"way": gettext(said)})
        for code, said in choices.WAYS.items()
    ]


def _at(form: str, moment: str) -> str:
    said = {"form": form, "when": dates.moment(datetime.fromisoformat(moment))}
    return gettext("%(form)s: %(when)s") % said


class HoldForm(ActForm):
    offer_id = pick_one(_("Which meeting"), _("This meeting is not agreed."))
    record = words(
        _("What was said and agreed"),
        needed=_("Write what was said and what was agreed. The petitioner reads it."),
    )
    when = when_field(_("When it was"))

    def fill(self, scene: Scene) -> None:
        rows = [
            (
                str(line.facts["about"]),
                _at(gettext(choices.FORMS[str(line.facts["form"])]), str(line.facts["due_on"])),
            )
            for line in scene.page.standing.agreed
        ]
        self.offer("offer_id", rows)

    def clean_when(self) -> Any:
        return not_ahead(self.cleaned_data["when"], self.scene.at)


class ExplainerForm(ActForm):
    officer = forms.CharField(
        label=_("Service number of whoever explains it"),
        help_text=_("Of a unit that neither handled nor reviewed it, such as legal staff."),
        max_length=20,
    )

    def clean_officer(self) -> int | None:
        return officer_of(self.cleaned_data["officer"])


class ExplainForm(ActForm):
    explanation = words(
        _("Explanation"),
        needed=_("Write the explanation in plain words: what, why, what else."),
    )


class NoteForm(ActForm):
    note = words(_("Note for the petitioner"), rows=3)
