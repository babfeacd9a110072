"""Administration: is the work being done, what could not be delivered, and the demonstration's clock. No citizen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiying.core import clock
from huiying.core.kinds import N_, Act
from huiying.core.notices import queries as notices
from huiying.core.notices import services as outbox
from huiying.core.web import dates, rows
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.work import queries as work
from huiying.mechanisms.openness.services.refreshing import refresh_now

STATES = {
    "unsure": N_("nobody knows whether it arrived"),
    "bounced": N_("came back"),
    "failed": N_("could not be sent"),
}
# How far the demonstration's clock can be moved at once.
STEPS = {
    "1h": timedelta(hours=1),
    "1d": timedelta(days=1),
    "7d": timedelta(days=7),
    "30d": timedelta(days=30),
}
STEP_NAMES = {
    "1h": N_("One hour on"),
    "1d": N_("One day on"),
    "7d": N_("Seven days on"),
    "30d": N_("Thirty days on"),
}


@staff_page(Act.ADMINISTER)
def administration(request: ActorRequest) -> HttpResponse:
    now = request.at
    examine: Callable[[datetime], list[object]] = import_string(settings.HUIYING_DOCTOR)
    waiting = notices.waiting(at=now)
    workers = work.workers(at=now)
    context = {
        "findings": examine(now),
        "figures": [
            rows.Figure(value=str(sum(w.alive for w in workers)), label=gettext("Workers at work")),
            rows.Figure(
                value=str(waiting.count),
                label=gettext("E-mails that wait"),
                note=dates.ago(waiting.oldest, now) if waiting.oldest else "",
            ),
            rows.Figure(value=str(notices.count_dead()), label=gettext("Could not be delivered")),
        ],
        "worker_heads": [
            rows.Head(label=gettext("Worker")),
            rows.Head(label=gettext("Last sign of life"), number=True),
            rows.Head(label=gettext("How it is"), number=True),
        ],
        "workers": [
            [
                w.name,
                dates.ago(w.beat_at, now),
                _state(w),
            ]
            for w in workers
        ],
        "letters": [
            {
                "id": letter.id,
                "state": gettext(STATES.get(letter.state, letter.state)),
                "why": gettext(letter.why),
                "figures": letter.figures,
                "attempts": letter.attempts,
                "when": letter.created_at,
            }
            for letter in notices.dead_letters()
        ],
        "demonstration": settings.DEMONSTRATION,
        "steps": [(code, gettext(words)) for code, words in STEP_NAMES.items()],
    }
    return render(request, "pages/administration.html", context)


def _state(worker: work.WorkerRow) -> str:
    if worker.stopped:
        return gettext("stopped")
    state = gettext("at work") if worker.alive else gettext("silent: look after it")
    failing = "; ".join(
        gettext("%(kind)s failed %(times)d times in a row") % {"kind": kind, "times": times}
        for kind, times in worker.failing
    )
    return f"{state} · {failing}" if failing else state


@staff_page(Act.ADMINISTER)
@require_POST
def dead_letter(request: ActorRequest, notice_id: UUID) -> HttpResponse:
    """Send again, or stop; which of the two is the administrator's to say."""
    act = outbox.stop_notice if request.POST.get("do") == "stop" else outbox.retry_notice
    try:
        act(notice_id=notice_id, by=request.actor, at=request.at)
    except outbox.NothingToRetry:
        messages.info(request, gettext("This one is not on the list any more."))
    else:
        messages.success(request, gettext("Done."))
    return redirect("administration")


@staff_page(Act.ADMINISTER)
@require_POST
def move_clock(request: ActorRequest) -> HttpResponse:
    """The demonstration's clock goes forward, never back."""
    step = STEPS.get(str(request.POST.get("step")))
    if not settings.DEMONSTRATION or step is None:
        raise Http404
    now = clock.move_forward(step)
    messages.success(
        request,
        gettext("It is now %(moment)s. What falls due until then is found within seconds.")
        % {"moment": dates.moment(now)},
    )
    return redirect("administration")


@staff_page(Act.ADMINISTER)
@require_POST
def refresh_figures(request: ActorRequest) -> HttpResponse:
    """Count the public figures now instead of in a few minutes."""
    refresh_now(request.at)
    messages.success(request, gettext("The public figures are those of now."))
    return redirect("administration")
