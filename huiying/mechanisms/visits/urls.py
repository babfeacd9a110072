"""The addresses of visits that are not on a matter's own page: the officer's day, the door, the device."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.core.web import door
from huiying.mechanisms.visits.views import asks, day, offline, raised, versions

urlpatterns: list[URLPattern] = [
    path("desk/visits/", day.day, name="visit_day"),
    path("desk/visits/week.ics", day.week_file, name="visit_week"),
    path("desk/visits/door/", offline.shell, name="visit_shell"),
    path("desk/visits/door/worker.js", door.worker, name="visit_worker"),
    path("desk/visits/door/app.webmanifest", offline.manifest, name="visit_manifest"),
    path("desk/visits/door/hello", door.hello, name="visit_hello"),
    path("desk/visits/door/take", offline.take, name="visit_take"),
    path("desk/visits/door/send", offline.send, name="visit_send"),
    path("desk/visits/views", asks.asks, name="visit_asks"),
    path("desk/visits/views/<uuid:matter>/<uuid:party>/ask", asks.ask, name="visit_asks_ask"),
    path("desk/visits/views/<uuid:matter>/<uuid:party>/phone", asks.phone, name="visit_asks_phone"),
    path("m/<str:handle>/raised/<uuid:event>", raised.raised, name="visit_raised"),
    path("desk/visits/promises", asks.promises, name="visit_promises"),
    path("desk/visits/<uuid:visit>/", day.door, name="visit_door"),
    path("desk/visits/<uuid:visit>/sheet", day.sheet, name="visit_sheet"),
    path("desk/visits/<uuid:visit>/versions", versions.versions, name="visit_versions"),
]
