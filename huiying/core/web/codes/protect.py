"""So that nobody else opens the person's page: a second secret word, and closing it until they show who they are."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from huiying.core.holders import own_data, protecting
from huiying.core.kinds import Declined
from huiying.core.web.codes.forms import OtherWordForm, WordForm
from huiying.core.web.guards import ActorRequest, close_handle, holder_page


@holder_page
def word(request: ActorRequest, handle: str) -> HttpResponse:
    """Set it; or change it or take it away, with the word as it is."""
    known = own_data.second_word_of(request.actor)
    kind: type[forms.Form] = OtherWordForm if known else WordForm
    form = kind(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            protecting.set_word(
                new=form.cleaned_data["new"],
                now=form.cleaned_data.get("now", ""),
                by=request.actor,
                at=request.at,
            )
        except Declined as declined:
            form.add_error(None, _(declined.sentence))
        else:
            return redirect(f"{reverse('matter_word', args=[handle])}?done")
    context = {"handle": handle, "form": form, "word": known, "done": "done" in request.GET}
    wrong = form.is_bound and bool(form.errors)
    return render(request, "web/codes/word.html", context, status=422 if wrong else 200)


@holder_page
def shut(request: ActorRequest, handle: str) -> HttpResponse:
    """No code opens it any more. Asks first, and only whoever can be let in again."""
    context = {"handle": handle, "can": own_data.can_come_back(request.actor)}
    if request.method != "POST":
        return render(request, "web/codes/shut.html", context)
    try:
        protecting.close_page(by=request.actor, at=request.at)
    except Declined:
        return render(request, "web/codes/shut.html", context, status=409)
    close_handle(request, handle)
    return render(request, "web/codes/shut_done.html")
