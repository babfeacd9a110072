"""The addresses of complaints on the desk. A reference of staff opens nothing without a sign-in and a seat."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.mechanisms.complaints.views import acts, staff

urlpatterns: list[URLPattern] = [
    path("desk/m/<str:ref>/", staff.matter, name="staff_matter"),
    path("desk/m/<str:ref>/person", staff.person, name="staff_person"),
    path("desk/m/<str:ref>/alike", staff.alike, name="staff_alike"),
    path("desk/m/<str:ref>/file/<uuid:file_id>", staff.file, name="staff_file"),
    path("desk/m/<str:ref>/<slug:slug>", acts.act, name="staff_act"),
]
