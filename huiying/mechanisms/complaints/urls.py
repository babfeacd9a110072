"""The addresses of complaints."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.mechanisms.complaints import urls_staff
from huiying.mechanisms.complaints.views import tablet, tell

urlpatterns: list[URLPattern] = [
    path("tell/", tell.start, name="tell_start"),
    path("tell/check", tell.check, name="tell_check"),
    path("tell/receipt", tell.receipt, name="tell_receipt"),
    path("tell/<slug:slug>", tell.step, name="tell_step"),
    # A screen that stands at a unit, for one person after another.
    path("tablet/", tablet.welcome, name="tablet"),
    path("tablet/clear", tablet.clear, name="tablet_clear"),
    path("tablet/here", tablet.here, name="tablet_here"),
    path("tablet/end", tablet.end, name="tablet_end"),
    *urls_staff.urlpatterns,
]
