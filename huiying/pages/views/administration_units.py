"""Units and who is posted where; accounts of staff; other systems that may register. Each form does one thing."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.access import clients
from huiying.core.holders.handing_on import hand_over_officer, move_unit
from huiying.core.kinds import Act
from huiying.core.people import queries as people
from huiying.core.people import services as accounts
from huiying.core.units import queries as units
from huiying.core.units import services as unit_services
from huiying.core.web import dates
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.core.web.signin.fresh import fresh_to_send
from huiying.core.web.site import ROLE_NAMES
from huiying.pages.views.administration_forms import (
    AccountForm,
    AccountStateForm,
    ClientForm,
    CloseUnitForm,
    EndPostingForm,
    PostForm,
    RenameUnitForm,
    RevokeForm,
    UnitForm,
)

DONE = _("Done.")


@staff_page(Act.ADMINISTER)
def administer_units(request: ActorRequest) -> HttpResponse:
    """Open, rename, close. A unit closes only when each thing it owes has a successor."""
    today = dates.local(request.at).date()
    made = {
        "open": UnitForm(_data(request, "open"), prefix="open"),
        "rename": RenameUnitForm(_data(request, "rename"), prefix="rename"),
        "close": CloseUnitForm(_data(request, "close"), prefix="close"),
    }
    chosen = made.get(str(request.POST.get("do")))
    if chosen is not None and chosen.is_valid():
        data = chosen.cleaned_data
        if isinstance(chosen, UnitForm):
            unit_services.open_unit(
                code=data["code"],
                zh=data["zh"],
                en=data["en"],
                level=data["level"],
                opened_on=today,
                parent=int(data["parent"]) if data["parent"] else None,
                complaints_office=data["complaints_office"],
            )
        elif isinstance(chosen, RenameUnitForm):
            unit_services.rename_unit(
                unit_id=int(data["unit"]), zh=data["zh"], en=data["en"], since=today
            )
        elif not _close(request, chosen, data):
            return _units(request, made, 422)
        messages.success(request, DONE)
        return redirect("administer_units")
    return _units(request, made, 422 if request.method == "POST" else 200)


def _close(request: ActorRequest, form: forms.Form, data: dict[str, Any]) -> bool:
    successor = int(data["successor"]) if data["successor"] else None
    try:
        with transaction.atomic():
            move_unit(
                unit_id=int(data["unit"]),
                successor=successor,
                on=dates.local(request.at).date(),
                by=request.actor,
                at=request.at,
            )
    except unit_services.UnitStillOwes:
        form.add_error(
            "successor",
            gettext("This unit still owes answers. Choose the unit that takes them over."),
        )
        return False
    return True


def _units(request: ActorRequest, made: Mapping[str, forms.Form], status: int) -> HttpResponse:
    context = {
        "forms": made,
        "tree": [
            {
                "name": u.name,
                "code": u.code,
                "depth": min(len(u.ancestors()), 3),
                "closed": u.closed,
            }
            for u in units.tree().values()
            if not u.imported
        ],
    }
    return render(request, "pages/administration_units.html", context, status=status)


@staff_page(Act.ADMINISTER)
@fresh_to_send
def administer_people(request: ActorRequest) -> HttpResponse:
    """Officers, postings and accounts. Rights follow the posting the minute it ends."""
    made = {
        "post": PostForm(_data(request, "post"), prefix="post"),
        "account": AccountForm(_data(request, "account"), prefix="account"),
        "state": AccountStateForm(_data(request, "state"), prefix="state"),
        "end": EndPostingForm(_data(request, "end"), prefix="end"),
    }
    chosen = made.get(str(request.POST.get("do")))
    if chosen is not None and chosen.is_valid() and _people_act(request, chosen):
        messages.success(request, DONE)
        return redirect("administer_people")
    number = str(request.GET.get("number", "")).strip()[:20]
    found = units.unit_by_code(str(request.GET.get("unit", "")))
    listed = (
        units.postings(request.at, number=number, unit_id=found.id if found else None)
        if number or found
        else []
    )
    numbers = units.officers(a.officer_id for a in people.accounts() if a.officer_id)
    context = {
        "forms": made,
        "number": number,
        "unit_code": found.code if found else "",
        "choices": [(u.code, u.name) for u in units.tree().values() if not u.closed],
        "postings": [
            {
                "id": p.id,
                "number": p.number,
                "name": p.name,
                "role": gettext(ROLE_NAMES[p.role]),
                "unit": units.unit(p.unit_id).name,
                "since": p.since,
            }
            for p in listed
        ],
        "accounts": [
            {
                "username": a.username,
                "officer": numbers[a.officer_id].number if a.officer_id in numbers else "",
                "name": numbers[a.officer_id].name if a.officer_id in numbers else "",
                "active": a.active,
            }
            for a in people.accounts()
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "pages/administration_people.html", context, status=status)


def _people_act(request: ActorRequest, form: forms.Form) -> bool:
    data = form.cleaned_data
    if isinstance(form, PostForm):
        known = units.officer_by_number(data["number"])
        if known is None and not data["name"]:
            form.add_error("name", gettext("This number is new here. Enter the officer's name."))
            return False
        officer = (
            known.id if known else unit_services.add_officer(number=data["number"], zh=data["name"])
        )
        unit_services.post_officer(
            officer_id=officer, unit_id=int(data["unit"]), role=data["role"], since=request.at
        )
    elif isinstance(form, AccountForm):
        known = units.officer_by_number(data["number"])
        if known is None:
            form.add_error("number", gettext("No officer has this number. Post the officer first."))
            return False
        if any(a.username == data["username"] for a in people.accounts()):
            form.add_error(
                "username", gettext("There is such an account already. Choose another name.")
            )
            return False
        if any(a.officer_id == known.id for a in people.accounts()):
            form.add_error("number", gettext("This officer has an account already."))
            return False
        accounts.open_account(
            username=data["username"], password=data["password"], officer_id=known.id
        )
    elif isinstance(form, EndPostingForm):
        _end_posting(data["posting"], request)
    else:
        accounts.set_active(username=data["username"], active=data["active"] == "yes")
    return True


def _end_posting(posting_id: int, request: ActorRequest) -> None:
    """With the posting goes what the officer had in hand there: somebody else has it in the same minute."""
    known = next((p for p in units.postings(request.at) if p.id == posting_id), None)
    if known is not None:
        hand_over_officer(
            officer_id=known.officer_id,
            cause="posting-ended",
            posting_id=posting_id,
            by=request.actor,
            at=request.at,
        )


@staff_page(Act.ADMINISTER)
@fresh_to_send
def administer_clients(request: ActorRequest) -> HttpResponse:
    """Other systems, such as a 110 dispatch. The token is shown once, here, and is kept nowhere."""
    form = ClientForm(_data(request, "add"), prefix="add")
    revoke = RevokeForm(_data(request, "revoke"), prefix="revoke")
    token = ""
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if any(c.name == data["name"] for c in clients.clients()):
            form.add_error(
                "name", gettext("There is a system of this name already. Choose another.")
            )
        else:
            token = clients.add_client(
                name=data["name"], unit_id=int(data["unit"]), channel=data["channel"], at=request.at
            )
            form = ClientForm(prefix="add")
    if revoke.is_bound and revoke.is_valid():
        clients.revoke_client(name=revoke.cleaned_data["name"], at=request.at)
        messages.success(request, DONE)
        return redirect("administer_clients")
    context = {
        "form": form,
        "token": token,
        "clients": [
            {
                "name": c.name,
                "unit": units.unit(c.unit_id).name,
                "channel": c.channel,
                "since": c.created_at,
                "revoked": c.revoked,
            }
            for c in clients.clients()
        ],
    }
    return render(
        request, "pages/administration_clients.html", context, status=422 if form.errors else 200
    )


def _data(request: ActorRequest, name: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("do") == name else None
