"""No list, count, flag or history of a person exists, and none can be asked for (mission N1).

A person has one row a matter, with no link from one row to another; a mark is a fact of one matter. What could bring
several matters of one person together is looked for in the tables, in the code and in the words of events.
"""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from huiying.config.apps import event_specs
from huiying.core.people.models import Person
from huiying.core.people.services import open_account
from huiying.mechanisms.campaigns.events import OF_CAMPAIGN
from huiying.mechanisms.campaigns.models import Campaign, Raised
from huiying.mechanisms.campaigns.raised_events import EVENTS as OF_RAISED
from huiying.mechanisms.petitions.models import Petition
from huiying.mechanisms.petitions.tests import support
from huiying.mechanisms.petitions.tests.test_marking import mark

PACKAGE = Path(__file__).resolve().parent.parent / "huiying"
# Who may lead to a person's row: each leads to the row of one matter, from that matter.
LEADS_TO_A_PERSON = {"ledger.Party", "notices.Notice"}
# What a person's row holds; nothing here is a count, a level, a score or another row.
OF_A_PERSON = {
    "id", "sealed", "safe", "phone_index", "language", "by_email", "by_phone", "by_letter",
    "created_at", "erased_at",
}  # fmt: skip
# Words of columns and facts that would say something about a person and not about a matter.
ABOUT_A_PERSON = re.compile(
    r"(visits_count|petition_count|times_|repeat|risk|score|rank|level_of|blacklist|watch_?list|key_person|"
    r"travel|location|latitude|longitude|position_of|history_of|flag)"
)


def _ours() -> list[type[models.Model]]:
    return [m for m in apps.get_models() if m.__module__.startswith("huiying.")]


def test_a_persons_row_holds_nothing_but_what_reaches_them_on_one_matter():
    assert {f.name for f in Person._meta.get_fields() if f.concrete} == OF_A_PERSON
    assert not Person._meta.indexes
    assert not [c for c in Person._meta.constraints if c.name != "people_person_pkey"]


def test_only_what_hangs_on_one_matter_leads_to_a_persons_row():
    leading = {
        m._meta.label
        for m in _ours()
        for f in m._meta.get_fields()
        if f.concrete and f.is_relation and f.related_model is Person
    }
    assert leading == LEADS_TO_A_PERSON
    for label in leading:
        assert apps.get_model(label)._meta.get_field("matter").null is False


def test_a_petition_s_row_leads_to_its_matter_and_nowhere_else():
    related = {
        f.name: f.related_model._meta.label for f in Petition._meta.get_fields() if f.is_relation
    }
    assert related == {"matter": "ledger.Matter"}
    columns = {name for index in Petition._meta.indexes for name in index.fields}
    # When a withdrawal takes effect: of the matter, whoever withdraws.
    assert columns == {"marked_until", "stage", "received_at", "withdrawn_from"}


# Of members of the service, who are no petitioners, a rank of office is kept.
OF_THE_SERVICE = {"units.Officer"}


@pytest.mark.parametrize(
    "model",
    [m for m in _ours() if m._meta.label not in OF_THE_SERVICE],
    ids=lambda m: m._meta.label,
)
def test_no_column_says_something_about_a_person(model: type[models.Model]):
    named = {f.name for f in model._meta.get_fields() if f.concrete}
    assert {name for name in named if ABOUT_A_PERSON.search(name)} == set()


def test_no_event_of_a_petition_holds_a_count_or_leads_to_another_matter_of_a_person():
    specs = [s for kind, s in event_specs().items() if kind.startswith("petition")]
    assert specs
    leading = {(s.kind, name) for s in specs for name in s.facts if name == "matter"}
    # The complaint that an accusation becomes is the same matter going on: shown to the person and oversight alone.
    assert leading == {("petition.passed-on", "matter")}
    numbers = {(s.kind, n) for s in specs for n, type_ in s.facts.items() if type_ is int}
    assert numbers == {
        ("petition.moved", "from_unit"),
        ("petition.moved", "to_unit"),
        ("petition.taken-over", "unit"),
        ("petition.sent-back", "from_unit"),
        ("petition.sent-back", "to_unit"),
        ("petition-extension.asked", "days"),
        ("petition.extended", "amount"),
        ("petition-review.requested", "to_unit"),
        ("petition-final-review.requested", "to_unit"),
        ("petition.marked", "leader"),
        ("petition.explainer-named", "officer"),
        ("petition.explainer-named", "unit"),
        ("petition.explained", "by_unit"),
    }
    assert not [n for s in specs for n in s.facts if ABOUT_A_PERSON.search(n)]


# --- campaigns of visits ------------------------------------------------------------------------


def test_the_rows_of_a_campaign_and_of_what_is_raised_lead_to_matters_and_units_alone():
    """No area, no street, no day, no officer and no person: what was raised where cannot be put together."""
    assert {f.name for f in Campaign._meta.concrete_fields} == {
        "matter", "stage", "unit", "begins", "ends", "published_at",
    }  # fmt: skip
    assert {f.name for f in Raised._meta.concrete_fields} == {
        "matter", "campaign", "what", "stage", "unit", "received_at", "answered_at", "sent_as",
    }  # fmt: skip


def test_no_event_of_a_campaign_is_about_somebody_and_visits_are_numbers_without_a_word():
    facts = {name for spec in OF_CAMPAIGN for name in spec.facts}
    assert facts == {
        "begins", "ends", "publish_by", "asks", "area", "unit", "place", "planned", "first", "last",
        "announce_by", "officer", "way", "day", "visited", "absent", "declined", "other_way",
    }  # fmt: skip
    went = next(spec for spec in OF_CAMPAIGN if spec.kind == "campaign.went")
    assert went.texts == ()
    assert {name for name, type_ in went.facts.items() if type_ is str} == {"area", "day"}


def test_what_is_raised_is_tied_to_no_area_and_no_day_of_a_visit():
    facts = {name for spec in OF_RAISED for name in spec.facts}
    assert not facts & {"area", "day", "door", "place", "household", "address"}
    leading = {(s.kind, name) for s in OF_RAISED for name in s.facts if name == "matter"}
    # The complaint that it becomes is the same matter going on: shown to the person and oversight alone.
    assert leading == {("raised.passed-on", "matter")}


def _code() -> dict[str, str]:
    return {
        str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8")
        for path in PACKAGE.rglob("*.py")
        if not {"tests", "migrations"} & set(path.parts)
    }


def test_no_query_groups_orders_or_counts_by_person():
    by_person = re.compile(
        r"\.(values|values_list|order_by|annotate|distinct|aggregate)\([^)]*\bperson(_id)?\b"
    )
    assert {name for name, text in _code().items() if by_person.search(text)} == set()


def test_a_telephone_number_finds_rows_for_the_person_s_own_lost_code_alone():
    asking = {name for name, text in _code().items() if "people.by_phone(" in text}
    assert asking == {"core/holders/lost_code.py"}
    using = {name for name, text in _code().items() if "phone_index=" in text}
    assert using == {"core/people/queries.py", "core/people/services.py"}


def test_a_person_s_row_leads_to_its_party_for_that_same_path_and_for_nothing_that_lists():
    asking = {name for name, text in _code().items() if "party_of_person(" in text}
    assert asking <= {
        "core/ledger/queries.py",
        "core/holders/lost_code.py",
    }


# --- pages -----------------------------------------------------------------------------------


def _lists() -> list[str]:
    """Every address of staff that needs nothing in it: the lists, counts and exports there are."""
    found = []
    for name, [(forms, *_rest), *_] in (
        (n, get_resolver().reverse_dict.getlist(n))
        for n in get_resolver().reverse_dict
        if isinstance(n, str)
    ):
        if not forms[0][1] and not name.startswith(("account", "mfa", "openid", "matter")):
            found.append(reverse(name))
    return sorted(set(found))


ASKED = {
    "person": "林小满", "name": "林小满", "petitioner": "林小满", "q": "林小满", "phone": "13800000000",
    "order": "person", "group": "person", "sort": "petitioner", "mark": "major",
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.slow
def test_no_page_lists_counts_or_sorts_by_person_whatever_is_asked_of_it():
    """Two marked petitions of one person: on no list do they meet, and no list reads a person at all."""
    service = support.build()
    for code in ("major", "difficult"):
        mark(service, support.accepted(service), code)
    pages = _lists()
    assert len(pages) > 20
    for name in ("alice", "edith", "hugo", "sven", "olga", "petra"):
        open_account(username=name, password="a-long-passphrase", officer_id=service.officers[name])
        client = Client()
        client.force_login(
            get_user_model().objects.get(username=name),
            backend="allauth.account.auth_backends.AuthenticationBackend",
        )
        for page in pages:
            with CaptureQueriesContext(connection) as read:
                plain = client.get(page)
                client.get(page, ASKED)
            body = b"" if plain.streaming else plain.content
            assert "林小满".encode() not in body, (name, page)
            assert b"13800000000" not in body, (name, page)
            for query in read.captured_queries:
                _reads_no_person(query["sql"], page)


def _reads_no_person(sql: str, page: str) -> None:
    after = re.split(r"\b(WHERE|GROUP BY|ORDER BY)\b", sql, maxsplit=1)
    told = "".join(after[1:])
    assert '"people_person"."phone_index"' not in told, (page, sql)
    assert "GROUP BY" not in told or "person_id" not in told.split("GROUP BY")[1], (page, sql)
    assert "ORDER BY" not in told or "person_id" not in told.split("ORDER BY")[1], (page, sql)
