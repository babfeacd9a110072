"""The read log, for oversight: who looked at what, when, from which page and why; filtered, a page at a time."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from huiying.core.access import doors
from huiying.core.access.looking import WHATS, LogRow, Wanted, read_log
from huiying.core.kinds import Act, Actor, SeatRole
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.site import ROLE_NAMES
from huiying.pages.views.oversight import LOOKED_AT

_MOST_PAGES = 200


class LogForm(forms.Form):
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    number = forms.CharField(label=_("Service number"), max_length=20, required=False)
    ref = forms.CharField(label=_("Reference of the matter"), max_length=24, required=False)
    what = forms.ChoiceField(label=_("Looked at"), required=False)
    day = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    programs = forms.BooleanField(label=_("Our programs too"), required=False)
    page = forms.IntegerField(min_value=1, max_value=_MOST_PAGES, required=False)

    def __init__(self, data: Any, by: Actor) -> None:
        super().__init__(data)
        unit, what = self.fields["unit"], self.fields["what"]
        assert isinstance(unit, forms.ChoiceField)
        assert isinstance(what, forms.ChoiceField)
        overseen = [units.unit(u) for u in doors.oversees(by)]
        unit.choices = [("", gettext("All units")), *((u.code, u.name) for u in overseen)]
        what.choices = [("", gettext("Everything")), *((w, gettext(LOOKED_AT[w])) for w in WHATS)]

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        unit = units.unit_by_code(given["unit"]) if given["unit"] else None
        return Wanted(
            unit_id=unit.id if unit else None,
            number=given["number"].strip(),
            ref=given["ref"].strip(),
            what=given["what"],
            day=given["day"],
            programs=given["programs"],
            page=given["page"] or 1,
        )


@staff_page(Act.OVERSEE)
@require_safe
def log(request: ActorRequest) -> HttpResponse:
    """What is asked wrongly is said, and nothing is shown: a page of the log is a look itself."""
    by = request.actor
    form = LogForm(request.GET, by)
    context: dict[str, Any] = {"form": form, "heads": _heads(), "lines": None}
    if not form.is_valid():
        return render(request, "pages/read_log.html", context, status=422)
    wanted = form.wanted()
    found = read_log(by=by, unit_ids=doors.oversees(by), wanted=wanted, at=request.at)
    context["lines"] = [_line(row) for row in found.rows]
    if found.more and wanted.page < _MOST_PAGES:
        context["older"] = _url(form, wanted.page + 1)
    if wanted.page > 1:
        context["newer"] = _url(form, wanted.page - 1)
    return render(request, "pages/read_log.html", context)


def _url(form: LogForm, page: int) -> str:
    names = ("unit", "number", "ref", "what", "day", "programs")
    given = {n: form.data.get(n, "") for n in names if form.data.get(n)}
    return f"{reverse('read_log')}?{urlencode({**given, 'page': page})}"


def _heads() -> list[rows.Head]:
    return [
        rows.Head(label=label)
        for label in (
            gettext("When"),
            gettext("Unit"),
            gettext("Officer"),
            gettext("Looked at"),
            gettext("Matter"),
            gettext("Reason given"),
            gettext("Page"),
        )
    ]


def _line(row: LogRow) -> dict[str, str]:
    role = gettext(ROLE_NAMES[SeatRole(row.role)]) if row.role in set(SeatRole) else ""
    return {
        "when": dates.moment(row.at),
        "unit": units.unit(row.unit_id).name if row.unit_id else "",
        "officer": f"{row.officer} · {role}" if row.officer else gettext("a program of ours"),
        "what": gettext(LOOKED_AT.get(row.what, row.what)),
        "ref": row.ref,
        "reason": row.reason,
        "page": row.page,
    }
