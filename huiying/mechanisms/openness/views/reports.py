"""`/no-receipt` for everybody; `/counts/` for those who enter what other books have counted."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from huiying.core.units import queries as units
from huiying.core.web import dates, flood, rows, visitor
from huiying.core.web.guards import ActorRequest, public_page, staff_page
from huiying.mechanisms.openness import queries, rules
from huiying.mechanisms.openness.forms import CountForm, NoReceiptForm
from huiying.mechanisms.openness.services import reporting

# So many a day may come without script, from all visitors together; with script there is no limit.
_WITHOUT_SCRIPT = flood.Budget(name="no-receipt.wait", most=60, lasts=timedelta(hours=1))


@public_page
def no_receipt(request: HttpRequest) -> HttpResponse:
    """Somebody came and got no receipt. It goes to oversight, never to the unit."""
    at = visitor.at(request)
    form = NoReceiptForm(
        request.POST if request.method == "POST" else None,
        at=at,
        today=dates.local(at).date(),
        spend=flood.spend,
        may_wait=lambda: flood.count(_WITHOUT_SCRIPT, at),
    )
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        reporting.report_no_receipt(
            unit_id=int(data["unit"]),
            happened_on=data["happened_on"],
            words=data["words"],
            contact=data["contact"],
            at=at,
        )
        return redirect("no_receipt_thanks")
    status = 422 if form.is_bound else 200
    return render(request, "openness/no_receipt.html", {"form": form}, status=status)


@public_page
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "openness/no_receipt_thanks.html")


@staff_page()
def counts(request: ActorRequest) -> HttpResponse:
    """What the 110 line, the hotline, the petition office and the post counted on a day."""
    seat = next((s for s in request.actor.seats if s.role in reporting.COUNTING), None)
    if seat is None:
        raise PermissionDenied
    today = dates.local(request.at).date()
    form = CountForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        reporting.enter_count(
            day=data["day"],
            channel=data["channel"],
            count=data["count"],
            unit_id=seat.unit_id,
            by=request.actor,
            at=request.at,
        )
        messages.success(request, gettext("Entered. It is compared with what we registered."))
        return redirect("channel_counts")
    entered = queries.channel_counts(units.branch(seat.unit_id))
    context = {
        "form": form,
        "unit": units.unit(seat.unit_id).name,
        "heads": [
            rows.Head(label=gettext("Day")),
            rows.Head(label=gettext("Counted by")),
            rows.Head(label=gettext("They counted"), number=True),
            rows.Head(label=gettext("Entered by")),
        ],
        "lines": [
            [
                dates.day(row.day),
                gettext(rules.CHANNEL_NAMES.get(row.channel, row.channel)),
                str(row.count),
                units.unit(row.unit_id).name,
            ]
            for row in entered
        ],
    }
    return render(request, "openness/counts.html", context, status=422 if form.is_bound else 200)
