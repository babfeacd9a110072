"""Budgets count in the database, name nobody, and end with their window."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from huiying.core.web import flood, proof
from huiying.core.web.models import Spent, Window

AT = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
BUDGET = flood.Budget(name="try", most=3, lasts=timedelta(minutes=1))
pytestmark = pytest.mark.django_db


def test_a_budget_is_used_up_and_comes_back_when_its_window_is_over():
    within = [flood.count(BUDGET, AT + timedelta(seconds=n)) for n in range(5)]
    assert within == [True, True, True, False, False]
    assert flood.exhausted(BUDGET, AT + timedelta(seconds=59))
    later = AT + timedelta(seconds=60)
    assert not flood.exhausted(BUDGET, later)
    assert flood.count(BUDGET, later)


def test_one_visitor_does_not_use_up_the_budget_of_another():
    for _ in range(4):
        flood.count(BUDGET, AT, "one")
    assert flood.exhausted(BUDGET, AT, "one")
    assert not flood.exhausted(BUDGET, AT, "other")
    assert not flood.exhausted(BUDGET, AT)


def test_windows_that_are_over_leave_nothing_behind():
    flood.count(BUDGET, AT, "one")
    flood.count(BUDGET, AT + timedelta(minutes=2), "other")
    assert [w.key for w in Window.objects.all()] == ["try:other"]


def test_a_visitor_has_another_name_each_day_and_none_that_tells_the_address(rf: RequestFactory):
    request = rf.get("/", REMOTE_ADDR="203.0.113.7")
    today = flood.visitor_of(request, AT)
    assert today == flood.visitor_of(request, AT + timedelta(hours=1))
    assert today != flood.visitor_of(request, AT + timedelta(days=1))
    assert today != flood.visitor_of(rf.get("/", REMOTE_ADDR="203.0.113.8"), AT)
    assert "203" not in today


def test_behind_the_proxy_only_the_address_that_the_proxy_wrote_counts(
    rf: RequestFactory, settings
):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    one = rf.get("/", HTTP_X_FORWARDED_FOR="198.51.100.9, 203.0.113.7", REMOTE_ADDR="10.0.0.1")
    other = rf.get("/", HTTP_X_FORWARDED_FOR="192.0.2.1, 203.0.113.7", REMOTE_ADDR="10.0.0.1")
    assert flood.visitor_of(one, AT) == flood.visitor_of(other, AT)


def test_a_proof_is_spent_once_and_forgotten_when_it_could_not_be_used_any_more():
    assert flood.spend("a", AT + proof.LIFE)
    assert not flood.spend("a", AT + proof.LIFE)
    assert flood.spend("b", AT + 3 * proof.LIFE)
    assert [s.id for s in Spent.objects.all()] == ["b"]
