"""What we keep of people and how, and for whom the pages work: said plainly, for anybody to hold us to."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiying.core.people.services import DRAFT_LIFE
from huiying.core.web.guards import public_page


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"draft_hours": int(DRAFT_LIFE.total_seconds() // 3600)}
    return render(request, "pages/privacy.html", context)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html", {"hotline": settings.HUIYING_HOTLINE})
