"""The addresses of cases: intake and papers at the desk; on a person's page, the way to a request of theirs."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.mechanisms.cases.views import calling, intake, own_request, papers

urlpatterns: list[URLPattern] = [
    path("desk/cases/new", intake.intake, name="case_intake"),
    path("desk/cases/new/done", intake.done, name="case_intake_done"),
    path("desk/cases/new/slip", intake.print_slip, name="case_intake_print"),
    path("desk/cases/<str:ref>/paper/<slug:slug>", papers.paper, name="case_paper"),
    path("desk/cases/<str:ref>/call", calling.call, name="case_call"),
    path("m/<str:handle>/request/<uuid:matter_id>", own_request.open_request, name="case_request"),
]
