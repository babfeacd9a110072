"""What is typed where the law of England and Wales asks for it."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.web.acts_forms import not_ahead, one_of, pick_one, when_field, words
from huiying.mechanisms.complaints import events
from huiying.mechanisms.complaints.forms_decide import YES_NO, offer_leaving
from huiying.mechanisms.complaints.forms_staff import (
    ActForm,
    OneOfForm,
    Scene,
)


class LetterOfForm(ActForm):
    """Whose letter is meant, where several were written to."""

    party = pick_one(_("Which complainant"), _("Choose which of the complainants."))

    def fill(self, scene: Scene) -> None:
        waiting = {one.party for one in scene.page.standing.leaving if one.letter is not None}
        offer_leaving(self, scene, waiting)


class LetterReplyForm(LetterOfForm):
    wants = forms.ChoiceField(
        label=_("Do they want to withdraw?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        help_text=_(
            "Whoever does is still spoken with alone; for anybody else it goes on at once."
        ),
        error_messages={"required": _("Say whether they want to withdraw.")},
    )
    note = words(_("In their own words"), rows=2)


class MeetingForm(OneOfForm):
    occurred_at = when_field(_("When"))
    note = words(_("Note"), hint=_("For colleagues. The complainant does not see it."), rows=2)

    def clean_occurred_at(self) -> datetime | None:
        return not_ahead(self.cleaned_data.get("occurred_at"), self.scene.at)


class MeetingRecordForm(ActForm):
    text = words(
        _("Record of the meeting"),
        hint=_("What was said, and how their concerns will be met."),
        needed=_("Write what was said, and how the concerns will be met."),
        rows=6,
    )


class SuspendForm(ActForm):
    reason = words(
        _("Which proceedings would suffer, and why"),
        hint=_("The complainant will read it."),
        needed=_("Say which proceedings would suffer, and why. The complainant reads it."),
        rows=3,
    )


class ResumeForm(ActForm):
    wants = forms.ChoiceField(
        label=_("Do they want it to go on?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether they want it to go on.")},
    )
    note = words(_("In their own words"), rows=2)


class ReferralForm(ActForm):
    cause = one_of(_("Why"), events.REFERRALS, _("Choose why it has to be referred."))
    reason = words(_("What makes it so"), needed=_("Say what makes it so."), rows=3)


class ReferForm(ActForm):
    channel = one_of(_("How it was sent"), events.CONTACTS, _("Choose how it was sent."))
    note = words(_("Note"), hint=_("For colleagues. The complainant does not see it."), rows=2)


class RecommendForm(ActForm):
    text = words(_("What you recommend"), needed=_("Write what you recommend."), rows=5)


class RecommendationAnswerForm(ActForm):
    text = words(
        _("Response"),
        hint=_("What will be done about it, by when; or why not."),
        needed=_("Write what will be done about it, or why not."),
        rows=5,
    )
