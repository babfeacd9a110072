"""Complaints that came to their end years ago, for the tests of keeping and erasing."""

from datetime import datetime

from huiying.core.access import doors
from huiying.core.files import services as files
from huiying.core.files.tests.samples import picture
from huiying.core.files.work import clean_waiting
from huiying.core.kinds import Actor, SeatRole
from huiying.core.people.services import draft_digest, new_draft_token
from huiying.core.retention import disposing
from huiying.core.retention.indexing import index
from huiying.core.search.services import index_waiting
from huiying.core.units.services import add_officer, post_officer
from huiying.mechanisms.complaints.services.filing import Filing, file_complaint
from huiying.mechanisms.complaints.services.following import look_up
from huiying.mechanisms.complaints.tests.support import BY_PHONE, WEB, Case, Service, days

# Five years after the answer of the tenth day, and some days more.
UP = days(5 * 365.25 + 30)
STORY = "窗口民警不收材料，也不给回执，林小满可以作证。"


def second_overseer(service: Service) -> None:
    """Somebody beside olga who may agree to what she proposes."""
    service.officers["otto"] = add_officer(number="000099", zh="otto", en="Otto")
    post_officer(
        officer_id=service.officers["otto"],
        unit_id=service.units["city"],
        role=SeatRole.OVERSIGHT,
        since=service.at - days(60),
    )


def with_file(service: Service) -> Case:
    """With a name, a number, a story and a photograph; indexed for the search."""
    draft = draft_digest(new_draft_token())
    files.receive_file(
        chunks=[picture("PNG")], name="林小满.png", by=None, at=service.at, draft=draft
    )
    filed = file_complaint(
        filing=Filing(
            narrative=STORY,
            category="attitude",
            about_units=(service.units["east-gate"],),
            contact=BY_PHONE,
            files_of=draft,
        ),
        by=WEB,
        at=service.at,
    )
    assert clean_waiting(at=service.at + days(0.1), limit=9) == 1
    while index_waiting(service.at + days(0.1)):
        pass
    opened = look_up(typed=filed.code, at=service.at)
    assert opened is not None
    return Case(matter_id=filed.matter_id, filed=filed, holder=opened.actor)


def read_all(at: datetime) -> None:
    while index(at, 100):
        pass


def actor(service: Service, who: str, at: datetime) -> Actor:
    return doors.at_instant(service.actor(who, at), at)


def approved(service: Service, *cases: Case, at: datetime) -> None:
    """olga proposes, otto agrees."""
    read_all(at)
    batch = disposing.propose(
        matter_ids=[case.matter_id for case in cases], by=actor(service, "olga", at), at=at
    )
    disposing.decide(batch_id=batch, approve=True, by=actor(service, "otto", at), at=at)
