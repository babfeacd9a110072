"""The last days of what runs on while a matter is with us, counted from the day on which the person knew of it.

The day is one that they named, or that they type here; it is counted with and kept nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.web import dates
from huiying.core.web.forms import DateField
from huiying.core.web.panels import Note, Outside
from huiying.engine.terms import Term, reckon
from huiying.rulepacks import loader


class KnewForm(forms.Form):
    knew = DateField(
        label=_("On which day did you get the decision, or know of what was done?"),
        help_text=_(
            "From it we count the last days. It is not kept, and those who handle your matter do not see it."
        ),
        error_messages={"required": _("Enter the day: year, month and day.")},
    )

    def __init__(self, *given: Any, now: datetime, **named: Any) -> None:
        super().__init__(*given, **named)
        self.now = now

    def clean_knew(self) -> date | None:
        knew: date | None = self.cleaned_data["knew"]
        if knew is not None and knew > dates.local(self.now).date():
            raise forms.ValidationError(_("This day is still to come. Check it."))
        return knew


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The notes with their last days, and the form that asks for another day."""

    outside: Outside
    form: KnewForm | None = None
    knew: date | None = None


def counted(outside: Outside, typed: Mapping[str, Any], now: datetime) -> Counted:
    """From the day that was typed, else from the one that is known, else without days."""
    if not any(note.term for note in outside.runs_on):
        return Counted(outside=outside)
    asked = any(name.startswith("knew_") for name in typed)
    form = KnewForm(typed if asked else None, initial={"knew": outside.known}, now=now)
    knew = outside.known
    if asked:
        knew = form.cleaned_data["knew"] if form.is_valid() else None
    if knew is None:
        return Counted(outside=outside, form=form)
    notes = tuple(_with_last_day(note, outside.calendar, knew, now) for note in outside.runs_on)
    return Counted(outside=replace(outside, runs_on=notes), form=form, knew=knew)


def _with_last_day(note: Note, calendar_id: str, knew: date, now: datetime) -> Note:
    if note.term is None:
        return note
    last, sure = last_day(note.term, calendar_id, knew)
    said = gettext("The last day is %(day)s.")
    if last < dates.local(now).date():
        said = gettext(
            "The last day was %(day)s. Ask legal aid or a lawyer whether it can still be done."
        )
    elif not sure:
        said = gettext("The last day is %(day)s; the public holidays of that time are not set yet.")
    return replace(note, until=said % {"day": dates.day_week(last)})


def last_day(term: Term, calendar_id: str, knew: date) -> tuple[date, bool]:
    """The last day of a term, and whether the calendar reaches so far."""
    calendar = loader.calendar(calendar_id)
    count = term.count
    if count is None:
        raise ValueError("a term that is counted from a day has a number of its own")
    end = reckon(calendar, calendar.at(knew.toordinal(), time(12)), count)
    if end.due_at is None:
        raise ValueError("a term of so many days has an end")
    return calendar.local(end.due_at - dates.A_DAY / 2).date(), not end.provisional
