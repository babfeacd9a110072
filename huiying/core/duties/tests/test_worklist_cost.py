"""The worklist asks a bounded number of questions, each of them for a page; it shows what the doors show."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiying.core.access import doors
from huiying.core.access.among import Seen, among
from huiying.core.duties import queries_desk as queries
from huiying.core.duties.models import Duty
from huiying.core.duties.queries_desk import Edges, Wanted
from huiying.core.kinds import Act
from huiying.core.ledger import queries as ledger
from huiying.core.units.queries import tree
from huiying.mechanisms.complaints.services.filing import Filing, file_complaint
from huiying.mechanisms.complaints.tests.support import AT, WEB, Service, build

pytestmark = pytest.mark.django_db
_EDGES = Edges(now=AT, today_ends=AT, week_ends=AT)


@pytest.fixture
def service() -> Service:
    return build()


def _file(service: Service, count: int) -> None:
    for n in range(count):
        filing = Filing(
            narrative="无人答复", category="no-response", about_units=(service.units["east-gate"],)
        )
        file_complaint(filing=filing, by=WEB, at=AT + timedelta(minutes=n))


def _asked(service: Service) -> tuple[int, int]:
    by = service.actor("alice")
    tree()
    with CaptureQueriesContext(connection) as captured:
        found = queries.desk(seen=Seen(by=by), wanted=Wanted(size=5), whole=Wanted(), edges=_EDGES)
    return len(captured), len(found.rows)


def test_more_that_is_open_costs_no_further_question(service: Service) -> None:
    _file(service, 3)
    _asked(service)
    few, _ = _asked(service)
    _file(service, 12)
    many, rows = _asked(service)
    assert many <= few
    assert rows == 6


def test_what_the_doors_hide_the_list_does_not_show(service: Service) -> None:
    _file(service, 7)
    for name in ("alice", "wanda", "accused", "chief", "outsider", "clara", "sven", "olga"):
        by = service.actor(name)
        shown = {row.matter_id for row in queries.worklist(by=by, wanted=Wanted(size=50))}
        every = {
            d.matter_id: doors.allowed(by, Act.SEE, ledger.parties(d.matter_id), d.matter_id)
            for d in Duty.objects.all()
        }
        assert among(by, list(every)) == {pk for pk, allowed in every.items() if allowed}
        assert shown <= among(by, list(every))


def test_pages_of_the_list_follow_one_another_and_miss_nothing(service: Service) -> None:
    _file(service, 9)
    by = service.actor("alice")
    whole = queries.worklist(by=by, wanted=Wanted(size=500))
    paged, after = [], None
    while page := queries.worklist(by=by, wanted=Wanted(size=4, after=after))[:4]:
        paged += page
        last = page[-1]
        assert last.due_at is not None
        after = (last.due_at, last.id)
    assert [row.id for row in paged] == [row.id for row in whole]
    assert len(whole) > 9


def test_counts_stop_at_their_limit_and_agree_with_the_list(service: Service) -> None:
    _file(service, 5)
    by = service.actor("alice")
    whole = queries.worklist(by=by, wanted=Wanted(size=500))
    later = AT + timedelta(days=3)
    edges = Edges(now=later, today_ends=later, week_ends=later + timedelta(days=4))
    counted = queries.counts(by=by, wanted=Wanted(), edges=edges)
    assert counted.overdue == min(queries.MOST, sum(r.due_at <= later for r in whole if r.due_at))
    assert counted.nobody == min(queries.MOST, len(whole))
