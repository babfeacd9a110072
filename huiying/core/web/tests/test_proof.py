"""Proof of work: solved, forged, stale, spent, and the way without script."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django import forms
from django.utils.translation import override

from huiying.core.web import proof

NOW = datetime(2026, 11, 24, 1, 20, tzinfo=UTC)
EASY = 6


def solve(given):
    numbers = []
    for part in range(given.parts):
        n = 0
        while hashlib.sha256(f"{given.token}.{part}.{n}".encode()).digest()[0] >> (8 - given.bits):
            n += 1
        numbers.append(str(n))
    return f"{given.token}:{','.join(numbers)}"


class Spent:
    def __init__(self):
        self.ids = set()

    def __call__(self, proof_id, until):
        new = proof_id not in self.ids
        self.ids.add(proof_id)
        return new


def test_work_opens_the_way_at_once():
    given = proof.challenge(NOW, bits=EASY)
    assert proof.verify(solve(given), NOW, spend=Spent()) == proof.Way.WORK


def test_a_proof_is_good_once():
    spent, paid = Spent(), solve(proof.challenge(NOW, bits=EASY))
    proof.verify(paid, NOW, spend=spent)
    with pytest.raises(proof.ProofStale):
        proof.verify(paid, NOW, spend=spent)


def test_without_script_waiting_does():
    given = proof.challenge(NOW)
    with override("en"), pytest.raises(proof.ProofTooSoon, match="wait 15 more seconds"):
        proof.verify(given.token, NOW + timedelta(seconds=5), spend=Spent())
    assert proof.verify(given.token, NOW + timedelta(seconds=20), spend=Spent()) == proof.Way.WAIT


def test_the_wait_can_be_closed_under_a_flood():
    given = proof.challenge(NOW)
    with pytest.raises(proof.ProofTooSoon):
        proof.verify(given.token, NOW + timedelta(minutes=1), spend=Spent(), may_wait=lambda: False)


@pytest.mark.parametrize("later", [timedelta(hours=2), timedelta(days=3), timedelta(seconds=-1)])
def test_a_proof_has_its_time(later):
    paid = solve(proof.challenge(NOW, bits=EASY))
    with pytest.raises(proof.ProofStale):
        proof.verify(paid, NOW + later, spend=Spent())


def test_an_easier_challenge_cannot_be_made_up():
    given = proof.challenge(NOW, bits=15)
    cheaper = given.token.replace("1.15.", "1.1.", 1)
    for payload in (
        cheaper,
        "",
        "x",
        ":",
        "1.15.8.0.0.a.b",
        given.token + ":1,2,3",
        given.token + ":" + "²," * 8,
    ):
        with pytest.raises(proof.ProofStale):
            proof.verify(payload, NOW + timedelta(minutes=1), spend=Spent())


def test_a_wrong_sum_is_no_proof():
    given = proof.challenge(NOW, bits=24)
    with pytest.raises(proof.ProofStale):
        proof.verify(f"{given.token}:{','.join('0' * given.parts)}", NOW, spend=Spent())


class Sample(proof.ProofForm):
    story = forms.CharField()


def test_a_form_sent_back_for_another_reason_keeps_its_proof():
    spent, paid = Spent(), solve(proof.challenge(NOW, bits=EASY))
    first = Sample({"proof": paid, "story": ""}, at=NOW, spend=spent)
    assert not first.is_valid()
    assert first.sent == paid
    again = Sample(
        {"proof": first.sent, "story": "words"}, at=NOW + timedelta(seconds=2), spend=spent
    )
    assert again.is_valid()
    assert again.way == proof.Way.WORK


def test_a_form_that_waited_is_told_how_long_and_then_let_in():
    spent, given = Spent(), proof.challenge(NOW)
    early = Sample(
        {"proof": given.token, "story": "words"}, at=NOW + timedelta(seconds=1), spend=spent
    )
    assert not early.is_valid()
    assert early.current.token == given.token
    late = Sample(
        {"proof": given.token, "story": "words"}, at=NOW + timedelta(seconds=21), spend=spent
    )
    assert late.is_valid()
    assert late.way == proof.Way.WAIT


def test_an_old_form_gets_a_fresh_challenge_and_keeps_the_words():
    paid = solve(proof.challenge(NOW, bits=EASY))
    form = Sample({"proof": paid, "story": "words"}, at=NOW + timedelta(hours=3), spend=Spent())
    assert not form.is_valid()
    assert form.current.token not in paid
    assert form["story"].value() == "words"


def test_what_was_paid_for_is_known_by_its_challenge():
    given = proof.challenge(NOW, bits=EASY)
    assert proof.paid(solve(given), NOW, spend=Spent()) == given


def test_what_was_refused_once_is_not_judged_again():
    asked = []

    def may_wait() -> bool:
        asked.append("once")
        return False

    given, later = proof.challenge(NOW), NOW + timedelta(minutes=1)
    with pytest.raises(proof.NoProof) as refused:
        proof.paid(given.token, later, spend=Spent(), may_wait=may_wait)
    form = proof.ProofForm(
        {"proof": given.token}, at=later, spend=Spent(), may_wait=may_wait, refused=refused.value
    )
    assert form.non_field_errors() == [str(refused.value)]
    assert asked == ["once"]
