"""The way in with a receipt code: posted, never in an address; any wrong code gets the same answer."""

from datetime import datetime, timedelta

from django import forms
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huiying.core.access.openings import Way, log_opening
from huiying.core.holders import coming_in
from huiying.core.holders.coming_in import keep_code, look_up
from huiying.core.holders.lost_code import ask_new_code, renew
from huiying.core.ledger import queries as ledger
from huiying.core.ledger.queries import Holder
from huiying.core.notices.renewing import renewal_of
from huiying.core.people import services as people
from huiying.core.web import flood, rows, visitor
from huiying.core.web.codes.forms import CodeForm, LostForm, ProvenCodeForm
from huiying.core.web.guards import (
    ActorRequest,
    close_handle,
    holder_page,
    open_handle,
    public_page,
)
from huiying.core.web.middleware import personal_page
from huiying.core.web.proof import ProofForm, challenge, usual_bits
from huiying.core.web.signin.begun import whence

# One wrong code a second for the whole service (core/ledger/codes.py has the arithmetic), ten in ten minutes for one
# visitor; beyond either the form asks for a proof of work. Waiting instead of work is open to so many a minute.
WRONG = flood.Budget(name="lookup.wrong", most=60, lasts=timedelta(minutes=1))
WRONG_HERE = flood.Budget(name="lookup.wrong", most=10, lasts=timedelta(minutes=10))
WAITED = flood.Budget(name="lookup.waited", most=20, lasts=timedelta(minutes=1))
LOST = flood.Budget(name="lookup.lost", most=30, lasts=timedelta(minutes=1))
LOST_HERE = flood.Budget(name="lookup.lost", most=5, lasts=timedelta(hours=1))
_NEW_CODE = "code"


@public_page
@personal_page
def lookup(request: HttpRequest) -> HttpResponse:
    """One field. A right code opens the matter for this browser alone."""
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        at = visitor.at(request)
        opened = look_up(typed=form.cleaned_data["code"], word=form.cleaned_data["word"], at=at)
        if opened is not None:
            handle = _let_in(request, opened.holder, Way.SLIP if opened.new_code else Way.CODE, at)
            if not opened.new_code:
                return redirect("matter", handle=handle)
            return show_new_code(
                request, handle, opened.new_code, slip=True, before=opened.looked_up_before
            )
        flood.count(WRONG, at)
        flood.count(WRONG_HERE, at, flood.visitor_of(request, at))
        form = _again(request)
    wrong = form.is_bound and bool(form.errors)
    return render(request, "web/codes/lookup.html", {"form": form}, status=422 if wrong else 200)


def _let_in(request: HttpRequest, holder: Holder, way: Way, at: datetime) -> str:
    """This browser may follow the matter from now on, and the person reads that it was let in."""
    log_opening(party_id=holder.party_id, way=way, where=whence(request), at=at)
    return open_handle(request, holder)


def _form(request: HttpRequest) -> forms.Form:
    at = visitor.at(request)
    data = request.POST if request.method == "POST" else None
    here = flood.visitor_of(request, at)
    flooded = flood.exhausted(WRONG, at)
    if not flooded and not flood.exhausted(WRONG_HERE, at, here):
        return CodeForm(data)
    return ProvenCodeForm(
        data,
        at=at,
        spend=flood.spend,
        may_wait=lambda: flood.count(WAITED, at),
        bits=usual_bits() + 2 if flooded else None,
    )


def _again(request: HttpRequest) -> forms.Form:
    """What was typed, with the same sentence for any wrong code; a proof that was used makes way for a fresh one."""
    form = _form(request)
    if isinstance(form, ProofForm):
        form.current, form.sent = challenge(form.at, bits=form.current.bits), ""
    form._errors = ErrorDict()  # type: ignore[attr-defined]
    form.cleaned_data = {}
    form.add_error(
        "code",
        _(
            "This opens nothing. Compare the digits group by group: 20 in all. If the code was replaced, only the "
            "newest one opens it. If you set a second secret word, it must be right too."
        ),
    )
    return form


# --- a new code, shown once ----------------------------------------------------------------------------


def show_new_code(
    request: HttpRequest,
    handle: str,
    code: str,
    *,
    slip: bool = False,
    before: datetime | None = None,
) -> HttpResponse:
    """Keep it sealed until the person says that they have it; then nobody can read it again.

    `slip`: the one they typed stays good until then; `before`: when it had been typed before.
    """
    data: dict[str, object] = {"code": code, "slip": slip}
    data["before"] = before.isoformat() if before else ""
    people.keep_draft(token=handle, purpose=_NEW_CODE, data=data, at=visitor.at(request))
    return redirect("matter_code", handle=handle)


@holder_page
def new_code(request: ActorRequest, handle: str) -> HttpResponse:
    kept = people.open_draft(token=handle, purpose=_NEW_CODE, at=request.at)
    if request.method == "POST" and kept:
        keep_code(by=request.actor, at=request.at)
    if request.method == "POST" or not kept:
        people.drop_draft(token=handle)
        return redirect("matter", handle=handle)
    receipt = rows.Receipt(
        title=_("Your new receipt code"),
        code=str(kept["code"]),
        look_up_url=look_up_address(request),
        lines=(
            _(
                "The code on your slip stays good until you press the button below, three days at most."
            )
            if kept.get("slip")
            else _("The code you had before opens nothing any more."),
        ),
    )
    before = str(kept.get("before") or "")
    context = {
        "receipt": receipt,
        "handle": handle,
        "before": datetime.fromisoformat(before) if before else None,
    }
    return render(request, "web/codes/new_code.html", context)


def look_up_address(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("matter_lookup"))


# --- the code is lost ------------------------------------------------------------------------------------


@public_page
@personal_page
def lost(request: HttpRequest) -> HttpResponse:
    """For who left name and telephone. The same page whether or not there is such a matter."""
    at = visitor.at(request)
    form = LostForm(
        request.POST or None, at=at, spend=flood.spend, may_wait=lambda: flood.count(WAITED, at)
    )
    if request.method == "POST" and form.is_valid():
        here = flood.visitor_of(request, at)
        if flood.count(LOST, at) & flood.count(LOST_HERE, at, here):
            ask_new_code(name=form.cleaned_data["name"], phone=form.cleaned_data["phone"], at=at)
            return redirect("matter_lost_sent")
        form.add_error(
            None,
            _("This was asked for often in a short time. Try again in an hour, or ring us."),
        )
    wrong = form.is_bound and bool(form.errors)
    return render(request, "web/codes/lost.html", {"form": form}, status=422 if wrong else 200)


@public_page
@personal_page
def lost_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "web/codes/lost_sent.html")


@public_page
@personal_page
def renew_code(request: HttpRequest, token: str) -> HttpResponse:
    """Behind the link in the e-mail. Asks first: programs that look at links in mail must not end a code."""
    at = visitor.at(request)
    renewal = renewal_of(token, at)
    if renewal is None:
        return render(request, "web/codes/renew.html", {"known": False}, status=404)
    if request.method != "POST":
        return render(request, "web/codes/renew.html", {"known": True})
    if not flood.spend(f"renew.{renewal.notice_id.hex}"[:40], renewal.ends_at):
        return render(request, "web/codes/renew.html", {"known": False}, status=404)
    holder, code = renew(renewal=renewal, at=at)
    return show_new_code(request, _let_in(request, holder, Way.LINK, at), code)


@holder_page
def replace_code(request: ActorRequest, handle: str) -> HttpResponse:
    """A new code; the old one, and every browser that used it, opens nothing any more."""
    if request.method != "POST":
        return render(request, "web/codes/replace_code.html", {"handle": handle})
    code = coming_in.replace_code(by=request.actor, at=request.at)
    holder = ledger.holder_of(code)
    if holder is None:
        raise LookupError("a code that was just issued is not there")
    close_handle(request, handle)
    return show_new_code(request, open_handle(request, holder), code)
