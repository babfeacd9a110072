"""The addresses of a receipt code. It is posted, never in an address; a handle is of one browser session."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.core.web.codes import lookup, protect

urlpatterns: list[URLPattern] = [
    path("m/", lookup.lookup, name="matter_lookup"),
    path("m/lost", lookup.lost, name="matter_lost"),
    path("m/lost/sent", lookup.lost_sent, name="matter_lost_sent"),
    path("m/renew/<str:token>", lookup.renew_code, name="matter_renew"),
    path("m/<str:handle>/code", lookup.new_code, name="matter_code"),
    path("m/<str:handle>/new-code", lookup.replace_code, name="matter_replace_code"),
    path("m/<str:handle>/shut", protect.shut, name="matter_shut"),
    path("m/<str:handle>/word", protect.word, name="matter_word"),
]
