"""The fields of a visit that is written up, the same at the desk, at a door and on a device without network."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.web.acts_forms import LONGEST, one_of, words
from huiying.mechanisms.visits import choices
from huiying.mechanisms.visits.services.going import Promised, Raised, WriteUp


def segments(
    label: Any, table: Mapping[str, str], needed: Any, hint: Any = ""
) -> forms.ChoiceField:
    """Choices side by side, for one thumb."""
    field = one_of(label, dict(table), needed, hint)
    field.widget.segmented = len(table)
    return field


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        help_text=hint,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This is not a day. Check it.")},
    )


def hour_field(label: Any, *, required: bool = False, hint: Any = "") -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=hint,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "invalid": _("This is not a day and hour. Check it."),
            "required": _("Give a day and an hour."),
        },
    )


class WriteUpFields(forms.Form):
    """What was told, what was heard on each of the four, what was promised, what else was raised, what comes next."""

    told = forms.MultipleChoiceField(
        label=_("What was told"),
        help_text=_("Only what was released stands here."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reasons = words(
        _("Why it is not concluded, or the property not returned"),
        hint=_("As it was said to the person."),
        rows=2,
    )
    promise = words(_("What was promised"), hint=_("Only what can be kept."), rows=2)
    promise_day = day_field(_("Promised for"))
    issue_kind = forms.ChoiceField(
        label=_("Something else was raised"),
        required=False,
        choices=lambda: [
            ("", _("Nothing else")),
            *((code, gettext(sentence)) for code, sentence in choices.ISSUES.items()),
        ],
    )
    issue = words(
        _("What else was raised"), hint=_("It becomes a matter of its own and is answered."), rows=2
    )
    next_way = forms.ChoiceField(
        label=_("How they want to hear from us next"),
        required=False,
        choices=lambda: [
            ("", _("Not spoken of")),
            *((code, gettext(sentence)) for code, sentence in choices.WAYS.items()),
        ],
    )
    next_at = hour_field(_("Agreed for"), hint=_("For a visit, a call or a talk at the station."))
    read_back = forms.BooleanField(
        label=_("The person has read this, or had it read to them"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for view, label in choices.VIEWS.items():
            self.fields[f"view_{view}"] = segments(
                gettext(label),
                choices.HEARD,
                _("Say of each of the four whether it was spoken of."),
                gettext(choices.HINTS[view]),
            )
            self.fields[f"view_{view}"].initial = "not-spoken"
            self.fields[f"words_{view}"] = forms.CharField(
                label=gettext("%(view)s: their own words") % {"view": gettext(label)},
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("promise")) != bool(data.get("promise_day")):
            self.add_error("promise", _("A promise needs words and a day."))
        if bool(data.get("issue")) != bool(data.get("issue_kind")):
            self.add_error("issue", _("Say what was raised, and what kind of thing it is."))
        if data.get("next_way") in choices.AT_A_TIME and not data.get("next_at"):
            self.add_error("next_at", _("Agree on a day and an hour, or choose another way."))
        for view in choices.VIEWS:
            self._one_view(data, view)
        return data

    def _one_view(self, data: dict[str, Any], view: str) -> None:
        """Words say already that there was something to say: it is not asked twice."""
        said, heard = data.get(f"words_{view}"), data.get(f"view_{view}")
        if said and heard == "not-spoken":
            data[f"view_{view}"] = "something"
        elif said and heard == "nothing":
            self.add_error(
                f"words_{view}", _("They had nothing to say, or they said this: keep one of them.")
            )
        elif heard == "something" and not said:
            self.add_error(f"words_{view}", _("Write what they said, in their own words."))

    def views_first(self) -> None:
        """What was heard stands before what was promised, as it is spoken of."""
        views = [f"{part}_{view}" for view in choices.VIEWS for part in ("view", "words")]
        rest = [name for name in self.fields if name not in views]
        place = rest.index("promise")
        self.order_fields([*rest[:place], *views, *rest[place:]])


def write_up_of(
    data: Mapping[str, Any],
    *,
    party_id: uuid.UUID,
    way: str,
    officers: tuple[int, ...],
    occurred_at: datetime | None = None,
    offline: bool = False,
) -> WriteUp:
    """What the fields say, for the service."""
    promise, day = data.get("promise"), data.get("promise_day")
    return WriteUp(
        party_id=party_id,
        way=way,
        officers=officers,
        views={view: data[f"view_{view}"] for view in choices.VIEWS},
        words={view: data.get(f"words_{view}", "") for view in choices.VIEWS},
        told=tuple(data.get("told", ())),
        reasons=data.get("reasons", ""),
        promises=(Promised(text=promise, due_on=day.isoformat()),) if promise and day else (),
        raised=(Raised(kind=data["issue_kind"], text=data["issue"]),) if data.get("issue") else (),
        next_way=data.get("next_way", ""),
        next_begins=data.get("next_at"),
        read_back=bool(data.get("read_back")),
        offline=offline,
        occurred_at=occurred_at,
    )
