"""Form of telling how a case stands: what the gate released, and whom it is not time for yet."""

import uuid

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.web import dates
from huiying.core.web.acts_forms import ActForm, Scene
from huiying.core.web.people_words import person_words
from huiying.mechanisms.cases import events, owing
from huiying.mechanisms.cases.queries import CasePage


class ReleasedForm(ActForm[CasePage]):
    """What the gate released, and who hears it when."""

    lines = forms.MultipleChoiceField(
        label=_("What was released"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what is told. Only what was released can be.")},
    )

    at_once = forms.BooleanField(
        label=_("It can't wait: tell even those who wished to hear less often"), required=False
    )

    def fill(self, scene: Scene[CasePage]) -> None:
        said = {line.facts.get("line"): line for line in scene.page.lines if line.word("said")}
        standing = scene.page.standing
        field = self.fields["lines"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (one.id, said[one.id].word("said") if one.id in said else gettext("A released line"))
            for one in scene.page.released
            if owing.is_open(standing, one.id, scene.at)
        ]
        self._say_who_waits(scene)

    def _say_who_waits(self, scene: Scene[CasePage]) -> None:
        """Only where somebody hears it now and somebody wished to hear less often: for them it stays open."""
        later = owing.not_yet(scene.page.standing, scene.at)
        hear = owing.addressees(scene.page.standing, events.PROGRESS_TOLD.kind)
        if not later or len(later) == len(hear):
            del self.fields["at_once"]
            return
        names = person_words(scene.page.people)
        self.fields["at_once"].help_text = gettext("; ").join(
            gettext("%(who)s wishes to hear every %(weeks)s weeks, next from %(day)s")
            % {
                "who": names.get(uuid.UUID(m.party), ""),
                "weeks": m.weeks,
                "day": dates.day(owing.next_time(m, m.heard)),
            }
            for m in later
            if m.heard
        )
