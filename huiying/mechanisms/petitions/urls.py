"""The addresses of petitions."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.mechanisms.petitions.views import intake, marked, papers, raising, together

urlpatterns: list[URLPattern] = [
    path("petition/", raising.start, name="petition_start"),
    path("petition/check", raising.check, name="petition_check"),
    path("petition/receipt", raising.receipt, name="petition_receipt"),
    path("petition/<slug:slug>", raising.step, name="petition_step"),
    path("m/<str:handle>/complaint-receipt", raising.fetch_receipt, name="petition_receipt_fetch"),
    path("m/<str:handle>/another", together.another, name="petition_another"),
    path("desk/petition", intake.intake, name="petition_intake"),
    path("desk/petition/done", intake.done, name="petition_intake_done"),
    path("desk/petition/slip", intake.print_slip, name="petition_intake_print"),
    path("desk/m/<str:ref>/paper/<slug:code>", papers.paper, name="petition_paper"),
    path("desk/petition/withdrawal", together.heard, name="petition_heard"),
    path("watch/petitions", marked.marked, name="petition_marked"),
]
