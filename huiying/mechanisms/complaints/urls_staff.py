"""The addresses of complaints on the desk. A reference of staff opens nothing without a sign-in and a seat."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.mechanisms.complaints.views import (
    intake,
    slips,
    staff_alike,
    staff_leave,
    staff_own,
    staff_sealed,
    staff_views,
    tablet,
)

urlpatterns: list[URLPattern] = [
    path("desk/leave", staff_leave.leave, name="leave"),
    path("desk/views", staff_views.ask_views, name="ask_views"),
    path("desk/views/<str:ref>/ask", staff_views.ask, name="ask_views_ask"),
    path("desk/views/<str:ref>/phone", staff_views.phone, name="ask_views_phone"),
    path("desk/views/<str:ref>/apart", staff_views.apart, name="ask_views_apart"),
    path("desk/own", staff_own.own, name="officer_own"),
    path("desk/own/<uuid:line>/reply", staff_own.reply, name="officer_reply"),
    path("desk/own/<uuid:line>/contest", staff_own.contest, name="officer_contest"),
    path("desk/own/<uuid:line>/letter", staff_own.letter, name="officer_letter"),
    path("desk/intake", intake.intake, name="intake"),
    path("desk/intake/done", intake.done, name="intake_done"),
    path("desk/intake/slip", intake.print_slip, name="intake_print"),
    path("desk/tablet", tablet.prepare, name="private_tablet"),
    path("desk/slips", slips.pads, name="slips"),
    path("desk/slips/print", slips.print_pad, name="slips_print"),
    path("desk/slips/void", slips.void, name="slips_void"),
    path("desk/m/<str:ref>/alike", staff_alike.alike, name="staff_alike"),
    path("desk/m/<str:ref>/sealed", staff_sealed.sealed, name="staff_sealed"),
    path("desk/m/<str:ref>/sealed.json", staff_sealed.bundle, name="staff_sealed_bundle"),
    path("desk/m/<str:ref>/sealed/<uuid:file_id>", staff_sealed.file, name="staff_sealed_file"),
]
