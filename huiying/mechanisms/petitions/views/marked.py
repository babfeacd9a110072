"""Marked matters by unit, for who supervises: matters and what is owed on them, never people."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.kinds import Act
from huiying.core.units import queries as units
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.petitions import choices
from huiying.mechanisms.petitions.queries import MarkedMatter, marked_matters
from huiying.mechanisms.petitions.standing import Stage
from huiying.mechanisms.petitions.views.stages import STAGES


@staff_page(Act.SUPERVISE)
def marked(request: ActorRequest) -> HttpResponse:
    found = marked_matters(request.actor)
    groups = [
        {"unit": units.unit(unit_id).name, "matters": [_row(one) for one in matters]}
        for unit_id, matters in groupby(found, key=lambda one: one.unit_id)
    ]
    return render(request, "petitions/marked.html", {"groups": groups})


def _row(one: MarkedMatter) -> dict[str, str]:
    return {
        "ref": one.ref,
        "url": reverse("staff_matter", args=[one.ref]),
        "marks": ", ".join(gettext(choices.MARKS[m]) for m in one.marks),
        "until": dates.day(one.until),
        "leader": one.leader,
        "stage": gettext(STAGES[Stage(one.stage)][1]),
        "since": dates.day(dates.local(one.since)),
    }
