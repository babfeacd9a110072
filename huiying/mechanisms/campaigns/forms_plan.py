"""What is typed to declare a campaign, and at the desk to plan, publish and report it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.units import queries as units
from huiying.core.web import acts_forms, dates
from huiying.core.web.acts_forms import one_of, pick_one, words
from huiying.core.web.forms import DateField
from huiying.mechanisms.campaigns import choices
from huiying.mechanisms.campaigns.asked import codes_of, questions
from huiying.mechanisms.campaigns.queries import CampaignPage
from huiying.mechanisms.campaigns.services.declaring import Plan
from huiying.mechanisms.campaigns.services.planning import NewArea, can_go
from huiying.mechanisms.campaigns.standing import Area

Scene = acts_forms.Scene[CampaignPage]


def asked_choices() -> list[tuple[str, str]]:
    language = get_language() or ""
    return [(code, one.words(language)) for code, one in questions().items()]


class PlanFields(forms.Form):
    """The plan in words and days. All of it is published."""

    title = forms.CharField(
        label=_("What it is called"),
        max_length=80,
        error_messages={"required": _("Write what the campaign is called.")},
    )
    purpose = words(
        _("What it is for"),
        hint=_("Everybody reads this. What do you want to know, and what will you do with it?"),
        needed=_("Write what the campaign is for."),
        rows=3,
    )
    begins = DateField(label=_("First day"), help_text=_("After today: it is published first."))
    ends = DateField(label=_("Last day"))
    asks = forms.MultipleChoiceField(
        label=_("What is asked at the door"),
        choices=asked_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple(),
    )
    questions = words(
        _("Questions of your own"), hint=_("One a line. Nothing about a neighbour."), rows=3
    )
    notice = words(
        _("Notice to the people visited"),
        hint=_(
            "Who comes and when, how they can be known, and which other way there is: by telephone, at the station, in "
            "writing. A no costs nothing."
        ),
        needed=_(
            "Write what people read beforehand: who comes, when, and which other way there is."
        ),
        rows=4,
    )

    def plan(self) -> Plan:
        data = self.cleaned_data
        return Plan(
            **{n: data[n] for n in ("title", "purpose", "begins", "ends", "notice", "questions")},
            asks=tuple(data["asks"]),
        )


class DeclareForm(PlanFields):
    """A new campaign."""


class ActForm(acts_forms.ActForm[CampaignPage]):
    """An act on a campaign."""


class ChangeForm(ActForm, PlanFields):
    """The plan as it stands, to be changed."""

    def fill(self, scene: Scene) -> None:
        page, stand = scene.page, scene.page.standing
        for name in ("title", "purpose", "notice", "questions"):
            self.fields[name].initial = page.words(stand.plan, name)
        self.fields["begins"].initial = date.fromisoformat(stand.begins)
        self.fields["ends"].initial = date.fromisoformat(stand.ends)
        self.fields["asks"].initial = codes_of(stand.asks)


def area_words(page: CampaignPage, area: Area) -> str:
    return f"{page.words(area.line, 'area')} · {units.unit(area.unit).name}"


class OfAreaForm(ActForm):
    """An act on one of the areas."""

    area = pick_one(_("Which area"), _("Choose one of the areas."))

    def fill(self, scene: Scene) -> None:
        page = scene.page
        found = [a for a in page.standing.areas if self.fits(a)]
        self.offer("area", [(a.code, area_words(page, a)) for a in found])

    def fits(self, area: Area) -> bool:
        return True


class AreaForm(ActForm):
    """A further area of the plan."""

    unit = pick_one(_("Whose area"), _("Choose your unit or one below it."))
    place = one_of(_("Which kind of place"), choices.PLACES, _("Choose what kind of place it is."))
    planned = forms.IntegerField(
        label=_("How many places"),
        min_value=1,
        max_value=choices.MOST_PLACES,
        help_text=_(
            "A number, and no list. At least ten homes, so that nobody can tell who said no."
        ),
        error_messages={
            "required": _("Write how many places there are."),
            "invalid": _("Write a number."),
        },
    )
    words = forms.CharField(
        label=_("Where the area begins and ends"),
        max_length=200,
        help_text=_("Streets and numbers. Never a name, never one door."),
        error_messages={"required": _("Write where the area begins and ends.")},
    )
    first = DateField(label=_("First day there"))
    last = DateField(label=_("Last day there"))

    def fill(self, scene: Scene) -> None:
        handling = scene.page.matter.handling_unit
        below = units.branch(handling) if handling is not None else []
        rows = [units.unit(u) for u in below]
        self.offer("unit", [(str(u.id), u.name) for u in rows if not u.closed])
        self.fields["first"].initial = date.fromisoformat(scene.page.standing.begins)
        self.fields["last"].initial = date.fromisoformat(scene.page.standing.ends)

    def new_area(self) -> NewArea:
        data = self.cleaned_data
        given = {name: data[name] for name in ("place", "planned", "first", "last", "words")}
        return NewArea(unit=int(data["unit"]), **given)


class MoveAreaForm(OfAreaForm):
    first = DateField(label=_("First day there"))
    last = DateField(label=_("Last day there"))

    def fits(self, area: Area) -> bool:
        return not area.begun


class DropAreaForm(OfAreaForm):
    reason = words(
        _("Why does nobody go there?"),
        needed=_("Say why nobody goes there. It is published with the plan."),
        rows=2,
    )

    def fits(self, area: Area) -> bool:
        return not area.begun


class AnnounceForm(OfAreaForm):
    way = one_of(_("How was it made known?"), choices.NOTICES, _("Choose how it was made known."))

    def fits(self, area: Area) -> bool:
        return area.announced is None


class _SomeOf(forms.MultipleChoiceField):
    """One of several lists: a choice in one of them is enough."""

    def validate(self, value: list[str]) -> None:
        if value:
            super().validate(value)


class WhoForm(ActForm):
    """Which officers, and to which area: a list for each area. `who`: pairs of area and officer."""

    def fill(self, scene: Scene) -> None:
        for area in scene.page.standing.areas:
            found = self.offered(scene, area)
            if found:
                self.fields[f"{_WHO}{area.code}"] = _SomeOf(
                    label=area_words(scene.page, area),
                    choices=found,
                    widget=forms.CheckboxSelectMultiple(),
                )

    def offered(self, scene: Scene, area: Area) -> list[tuple[int, str]]:
        """Of the stations an area belongs to, and of the unit that plans."""
        planned_by = scene.page.matter.handling_unit
        if planned_by is None:
            return []
        found = can_go(area=area.unit, planned_by=planned_by, at=scene.at)
        return [one for one in found if one[0] not in area.officers]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lists = [name for name in self.fields if name.startswith(_WHO)]
        data["who"] = [
            (name.removeprefix(_WHO), int(officer))
            for name in lists
            for officer in data.get(name) or ()
        ]
        if not data["who"] and not self.errors:
            self.add_error(lists[0] if lists else None, _("Choose who goes."))
        return data


_WHO = "who_"


class RecallForm(WhoForm):
    def offered(self, scene: Scene, area: Area) -> list[tuple[int, str]]:
        names = units.officers(area.officers)
        return [(officer, names[officer].name) for officer in sorted(names)]


class ResultsForm(ActForm):
    heard = words(
        _("What we heard"),
        hint=_("Themes, not people."),
        needed=_("Write what you heard. Name nobody."),
    )
    done = words(
        _("What came of it"),
        hint=_("What was done, what is not done yet, what can't be done and why."),
        needed=_("Write what came of it, and what did not."),
    )


class CallOffForm(ActForm):
    reason = words(
        _("Why does nobody come?"), needed=_("Say why nobody comes. It is published."), rows=2
    )


def days_words(first: str, last: str) -> str:
    """Both days, or the one."""
    begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    if begins == ends:
        return dates.day_week(begins)
    return gettext("%(first)s to %(last)s") % {
        "first": dates.day(begins),
        "last": dates.day(ends),
    }
