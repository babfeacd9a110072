"""Forms of the acts on a reconsideration or a review."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiying.core.kinds import N_
from huiying.core.web.acts_forms import ActForm, not_ahead, one_of, when_field, words
from huiying.mechanisms.cases import choices
from huiying.mechanisms.cases.queries import RequestPage


class DecideRequestForm(ActForm[RequestPage]):
    reversed = one_of(
        _("Does the earlier decision stand?"),
        {
            "yes": N_("no, it is reversed and the case is opened"),
            "no": N_("yes, it stands"),
        },
        _("Choose whether the earlier decision stands."),
    )
    answer = words(_("Decision"), needed=_("Write the decision: the result first."))
    reasons = words(_("Reasons"), needed=_("Write the reasons."))
    remedy = words(_("What they can do next"), rows=3)


class DeliveredForm(ActForm[RequestPage]):
    channel = one_of(_("How?"), choices.WAYS, _("Choose how the person was reached."))
    occurred_at = when_field(_("When"))

    def clean_occurred_at(self) -> Any:
        return not_ahead(self.cleaned_data.get("occurred_at"), self.scene.at)


class ExtendRequestForm(ActForm[RequestPage]):
    days = forms.IntegerField(label=_("How many days"), min_value=1, max_value=30)
    reason = words(_("Why"), needed=_("Say why it takes longer. The person will read it."))
