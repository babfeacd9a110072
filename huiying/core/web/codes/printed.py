"""Slips with codes, made at a desk and printed once: they wait sealed between two pages, and nobody sees them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from huiying.core.ledger import codes
from huiying.core.people import services as people
from huiying.core.web.guards import ActorRequest


@dataclass(frozen=True, kw_only=True, slots=True)
class SlipToPrint:
    """`purpose`: what it is sealed for, and its name in the session. `paper`: what is written on it. `back`: the page
    on which it waits."""

    purpose: str
    paper: str
    back: str

    def keep(self, request: ActorRequest, *, serial: str, code: str) -> None:
        token = people.new_draft_token()
        data: dict[str, object] = {"code": code, "serial": serial}
        people.keep_draft(token=token, purpose=self.purpose, data=data, at=request.at)
        request.session[self.purpose] = token

    def waits(self, request: ActorRequest) -> bool:
        return self.purpose in request.session

    def once(self, request: ActorRequest) -> HttpResponse:
        """The slip, to print: afterwards nobody can have it again."""
        token = request.session.pop(self.purpose, "")
        kept = people.open_draft(token=token, purpose=self.purpose, at=request.at) if token else {}
        if not kept:
            return redirect(self.back)
        people.drop_draft(token=token)
        slips = [(str(kept["serial"]), str(kept["code"]))]
        return sheet(request, slips, paper=self.paper, back=self.back)


def sheet(
    request: ActorRequest, slips: Iterable[tuple[str, str]], *, paper: str, back: str
) -> HttpResponse:
    """`slips`: serial and code of each. The codes are in the print alone, and the page is kept nowhere."""
    context = {
        "slips": [(serial, codes.grouped(code)) for serial, code in slips],
        "paper": gettext(paper),
        "done_url": reverse(back),
        "look_up": request.build_absolute_uri(reverse("matter_lookup")),
    }
    answer = render(request, "web/codes/slips.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
