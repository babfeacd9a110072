"""Search in what one handles or reviews: by words of what happened, or by reference; never by who somebody is."""

from datetime import datetime

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiying.core.access import doors
from huiying.core.kinds import N_, Act
from huiying.core.ledger import queries as ledger
from huiying.core.search.services import Found, Hit, NotSearchable, ReasonMissing, search
from huiying.core.web import dates, rows
from huiying.core.web.guards import ActorRequest, staff_page
from huiying.mechanisms.cases.queries import by_number
from huiying.pages.kinds import kind_page

KINDS = {"subject": N_("subject"), "narrative": N_("narrative"), "message": N_("message")}


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Words of what happened"),
        required=False,
        max_length=200,
        help_text=_(
            "All of them must occur. A reference, or the number of a case, opens it at once."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autofocus": True, "data-search": ""}),
    )
    reason = forms.CharField(
        label=_("Why you search"),
        required=False,
        max_length=200,
        help_text=_("Kept with your search. The words are not kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@staff_page()
@require_http_methods(["GET", "POST"])
def find(request: ActorRequest) -> HttpResponse:
    """Posted, so that the words stand in no address and no log."""
    form = SearchForm(request.POST or None)
    context: dict[str, object] = {"form": form, "found": None}
    status = 200
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"].strip()
        numbered = by_number(number=words, by=request.actor)
        if ref := _reference(request, words) or (numbered[0] if len(numbered) == 1 else ""):
            return redirect("staff_matter", ref)
        if numbered:
            context["found"] = [_numbered(ref) for ref in numbered]
            return render(request, "pages/search.html", context)
        try:
            found = search(
                by=request.actor,
                words=words,
                reason=form.cleaned_data["reason"],
                at=request.at,
                page="search",
            )
        except ReasonMissing as missing:
            form.add_error("reason", str(missing))
        except NotSearchable as wrong:
            form.add_error("words", str(wrong))
        else:
            context |= _results(found)
        status = 422 if form.errors else 200
    return render(request, "pages/search.html", context, status=status)


def _reference(request: ActorRequest, words: str) -> str:
    """The reference of a matter that the searcher may open. Whether there is another one is not told."""
    if "-" not in words or " " in words:
        return ""
    try:
        found = ledger.matter_by_ref(words)
    except ledger.NoSuchMatter:
        return ""
    seen = doors.allowed(request.actor, Act.SEE, ledger.parties(found.id), found.id)
    return found.ref if seen else ""


def _numbered(ref: str) -> rows.Link:
    """Two records systems may have given the same number."""
    about = gettext("has this number")
    return rows.Link(label=ref, url=reverse("staff_matter", args=[ref]), about=about)


def _results(found: Found) -> dict[str, object]:
    back: datetime | None = found.looked_back_to
    return {
        "found": [
            rows.Link(
                label=hit.matter.ref,
                url=reverse("staff_matter", args=[hit.matter.ref]),
                about=_about(hit),
            )
            for hit in found.hits
        ],
        "back_to": dates.day(back) if back else "",
    }


def _about(hit: Hit) -> str:
    """What kind of matter it is, when it came in, and in which of its texts the words are."""
    places = gettext(", ").join(gettext(KINDS[k.value]) for k in hit.found_in)
    kind = gettext(kind_page(hit.matter.kind).name)
    return f"{kind} · {dates.day(hit.matter.opened_at)} · {places}"
