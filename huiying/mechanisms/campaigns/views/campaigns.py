"""Campaigns and what was raised, as lists of staff; and declaring a campaign."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from huiying.core.access import doors
from huiying.core.kinds import Act, Declined
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.campaigns import choices, queries
from huiying.mechanisms.campaigns.forms_plan import DeclareForm
from huiying.mechanisms.campaigns.queries import CampaignRow, RaisedRow
from huiying.mechanisms.campaigns.services import declaring
from huiying.mechanisms.campaigns.views.stages import RAISED_STAGES, STAGES


@staff_page()
@require_GET
def campaigns(request: ActorRequest) -> HttpResponse:
    """Campaigns that one may see, the newest first."""
    actor = request.actor
    context = {
        "rows": [campaign_row(one) for one in queries.campaigns(actor)],
        "here": [campaign_row(one, public=True) for one in queries.taking_part(actor)],
        "declares": doors.may(actor, Act.SUPERVISE) and actor.seat(*declaring.LEADERS) is not None,
    }
    return render(request, "campaigns/list.html", context)


def campaign_row(one: CampaignRow, *, public: bool = False) -> dict[str, object]:
    tone, words = STAGES[one.stage]
    name = "campaign_public" if public else "staff_matter"
    return {
        "ref": one.ref,
        "title": one.title,
        "url": reverse(name, args=[one.ref]),
        "unit": units.unit(one.unit).name,
        "days": gettext("%(first)s to %(last)s")
        % {"first": dates.day(one.begins), "last": dates.day(one.ends)},
        "tag": rows.Tag(tone=tone, text=gettext(words)),
    }


@staff_page(Act.SUPERVISE)
@require_http_methods(["GET", "POST"])
def declare(request: ActorRequest) -> HttpResponse:
    """A new campaign of the unit that one leads."""
    form = DeclareForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = declaring.declare_campaign(plan=form.plan(), by=request.actor, at=request.at)
            except Declined as declined:
                form.add_error(None, gettext(declined.sentence) % declined.params)
            else:
                request.session["act_done"] = gettext(
                    "The campaign is declared. Add the areas next, say who goes, then publish the plan."
                )
                return redirect("staff_matter", made.ref)
    return render(request, "campaigns/declare.html", {"form": form}, status=status)


@staff_page()
@require_GET
def raised(request: ActorRequest) -> HttpResponse:
    """What was raised and one may see; open ones unless all are asked for."""
    everything = request.GET.get("all") == "1"
    found = queries.raised_matters(request.actor, open_only=not everything)
    context = {"rows": [_raised_row(one) for one in found], "everything": everything}
    return render(request, "campaigns/raised_list.html", context)


def _raised_row(one: RaisedRow) -> dict[str, object]:
    tone, words = RAISED_STAGES[one.stage]
    return {
        "ref": one.ref,
        "url": reverse("staff_matter", args=[one.ref]),
        "what": gettext(choices.WHAT[one.what]),
        "unit": units.unit(one.handling).name if one.handling else "",
        "since": dates.day(dates.local(one.received_at)),
        "tag": rows.Tag(tone=tone, text=gettext(words)),
    }
