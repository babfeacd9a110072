"""The addresses of complaints. The code is posted, never in an address."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.mechanisms.complaints.views import tell

urlpatterns: list[URLPattern] = [
    path("tell/", tell.start, name="tell_start"),
    path("tell/check", tell.check, name="tell_check"),
    path("tell/receipt", tell.receipt, name="tell_receipt"),
    path("tell/<slug:slug>", tell.step, name="tell_step"),
]
