"""The gate's addresses. They stand before those of a matter's acts, of which each is one word after its reference."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.pages.views import covert, gate, gate_answers, sentences, withheld

urlpatterns: list[URLPattern] = [
    path("desk/m/<str:ref>/gate", gate.gate, name="gate"),
    path("desk/m/<str:ref>/gate/second", gate_answers.second, name="gate_second"),
    path("desk/m/<str:ref>/gate/outside", gate_answers.outside, name="gate_outside"),
    path("desk/m/<str:ref>/gate/supervise", gate_answers.supervise, name="gate_supervise"),
    path("desk/m/<str:ref>/covert", covert.inquiry, name="covert"),
    path("desk/asked/looks/<uuid:asked>", covert.answer, name="covert_answer"),
    path("desk/asked", gate_answers.asked_of_me, name="gate_asked"),
    path("desk/sentences", sentences.sentences, name="sentences"),
    path("desk/sentences/take-up", sentences.take_up, name="sentences_take_up"),
    path("desk/sentences/<uuid:sentence_id>/approve", sentences.approve, name="sentence_approve"),
    path("desk/sentences/<uuid:sentence_id>/retire", sentences.retire, name="sentence_retire"),
    path("watch/withheld", withheld.withheld, name="withheld"),
]
