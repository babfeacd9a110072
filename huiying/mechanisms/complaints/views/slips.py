"""Receipt pads for stations without network: printed once, each stub accounted for."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiying.core.kinds import N_, Act
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.queries import SlipRow
from huiying.core.ledger.services import SlipUnknown, void_slip
from huiying.core.units import queries as units
from huiying.core.web import dates, rows
from huiying.core.web.codes.printed import sheet
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.complaints.services.registering import print_slips
from huiying.mechanisms.complaints.views.intake import PAPER

MOST = 50
# What became of a slip that was never handed over.
VOID = {"spoilt": N_("spoilt"), "lost": N_("lost"), "torn": N_("torn out, not used")}


@staff_page(Act.REGISTER)
def pads(request: ActorRequest) -> HttpResponse:
    """Which serial numbers were used, voided, and which are missing: a later one was used before them."""
    return _show(request, [])


def _show(request: ActorRequest, problems: list[str], status: int = 200) -> HttpResponse:
    unit = units.unit(request.actor.seats[0].unit_id)
    slips = ledger.slips([unit.id])
    missing = missing_of(slips)
    context = {
        "unit": unit.name,
        "problems": problems,
        "counts": [
            rows.Figure(value=str(len(slips)), label=gettext("printed")),
            rows.Figure(value=str(sum(1 for s in slips if s.used_at)), label=gettext("entered")),
            rows.Figure(value=str(sum(1 for s in slips if s.void_reason)), label=gettext("void")),
            rows.Figure(value=str(len(missing)), label=gettext("missing")),
        ],
        "missing": missing,
        "heads": [
            rows.Head(label=gettext("Serial number")),
            rows.Head(label=gettext("Printed")),
            rows.Head(label=gettext("State")),
        ],
        "lines": [
            [s.serial, dates.day(s.printed_at), state_of(s, s.serial in missing)]
            for s in reversed(slips[-100:])
        ],
        "most": MOST,
        "reasons": [(code, gettext(words)) for code, words in VOID.items()],
    }
    return render(request, "complaints/slips.html", context, status=status)


def missing_of(slips: list[SlipRow]) -> list[str]:
    """Stubs neither entered nor void although a later one of the same pad was entered."""
    last_used: dict[str, str] = {}
    for slip in slips:
        if slip.used_at:
            last_used[_pad(slip)] = max(last_used.get(_pad(slip), ""), slip.serial)
    return [
        s.serial
        for s in slips
        if not s.used_at and not s.void_reason and s.serial < last_used.get(_pad(s), "")
    ]


def _pad(slip: SlipRow) -> str:
    """Slips printed at one instant are one pad."""
    return f"{slip.serial.rsplit('-', 1)[0]} {slip.printed_at.isoformat()}"


def state_of(slip: SlipRow, missing: bool) -> str:
    if slip.used_at:
        return gettext("entered %(day)s") % {"day": dates.day(slip.used_at)}
    if slip.void_reason:
        reason = gettext(VOID.get(slip.void_reason, slip.void_reason))
        return gettext("void: %(reason)s") % {"reason": reason}
    return gettext("missing: later ones were entered") if missing else gettext("not used yet")


@staff_page(Act.REGISTER)
@require_POST
def print_pad(request: ActorRequest) -> HttpResponse:
    """The sheet is the answer to this request alone: it can't be opened again."""
    count = request.POST.get("count", "")
    if not count.isdigit() or not 1 <= int(count) <= MOST:
        sentence = gettext("Print 1 to %(most)d slips at a time.") % {"most": MOST}
        return _show(request, [sentence], status=422)
    made = print_slips(by=request.actor, count=int(count), at=request.at)
    return sheet(request, made, paper=PAPER, back="slips")


@staff_page(Act.REGISTER)
@require_POST
def void(request: ActorRequest) -> HttpResponse:
    """A stub was spoilt or lost; the reason is kept."""
    serial, reason = request.POST.get("serial", "").strip(), request.POST.get("reason", "").strip()
    if not serial or reason not in VOID:
        return _show(
            request, [gettext("Write the serial number, and what became of the slip.")], status=422
        )
    try:
        void_slip(serial=serial, unit_id=request.actor.seats[0].unit_id, reason=reason)
    except SlipUnknown:
        sentence = gettext("No unused slip of this number belongs to your unit. Check the stub.")
        return _show(request, [sentence], status=422)
    return redirect("slips")
