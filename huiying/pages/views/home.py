"""The first page: three ways in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from huiying.core.web.guards import public_page


@public_page
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/home.html")
