"""The API for records systems: a case as it stands there, put under its number; sent again, nothing happens twice."""

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Path, Router, Schema, Status
from pydantic import AwareDatetime, StringConstraints

from huiying.core import clock
from huiying.core.kinds import Actor
from huiying.core.people.services import Contact
from huiying.core.web.api import ERRORS, Given, Token, only, unreadable
from huiying.mechanisms.cases import feeds
from huiying.mechanisms.cases.crimes import tree
from huiying.mechanisms.cases.sent import OF_PERSON, Happened, Mistake, Someone, State
from huiying.mechanisms.cases.services.keeping_in_step import KINDS, Kept, keep_in_step

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]
router = Router()


class EventIn(Given):
    """Something that happened in the case, with its own time. Its id makes sure that it is taken once."""

    id: Code
    kind: Line = Field(description="One of GET /api/v1/case-events")
    at: AwareDatetime
    values: dict[Line, Words] = Field(
        default_factory=dict, max_length=12, description="What the kind needs besides"
    )


class PersonIn(Given):
    """Somebody who has to be told. All but the id may be left out."""

    id: Code
    role: Line = "victim"
    name: Line = ""
    phone: Line = ""
    email: Line = ""
    language: Line = Field("", description="zh-hans, zh-hant or en; left out: that of the service")


class CaseIn(Given):
    """Only what telling needs: never the file of the investigation, and nothing of a suspect."""

    unit: Code = Field(description="Code of the unit that has the case")
    crime: Code = Field(description="A code of GET /api/v1/crimes")
    reported_at: AwareDatetime | None = None
    reported_month: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}$")] | None = Field(
        None, description="Where the month alone is known: no day is reckoned from it"
    )
    regime: Line = ""
    handler: Line = Field("", description="Service number of the officer who has it in hand")
    people: list[PersonIn] = Field(default_factory=list, max_length=500)
    events: list[EventIn] = Field(default_factory=list, max_length=500)


class CaseOut(Schema):
    ref: str
    stage: str
    taken: int = Field(description="Events that were new")
    known: int = Field(description="Events that were known before")


class CodeOut(Schema):
    code: str
    zh: str
    en: str


@router.put(
    "/cases/{number}",
    auth=Token(),
    response={201: CaseOut, 200: CaseOut, **ERRORS},
    summary="Put a case as it stands",
)
def put_case(
    request: HttpRequest, number: Annotated[str, Path(min_length=1, max_length=60)], body: CaseIn
) -> Any:
    """Idempotent: put again, what was taken before is known. All of it is taken, or nothing."""
    actor: Actor
    actor, _ = request.auth  # type: ignore[attr-defined]
    if (body.reported_at is None) == (body.reported_month is None):
        what = "Give the instant of the report, or its month where that alone is known."
        return unreadable(request, [{"where": "body/reported_at", "what": what}])
    try:
        kept = keep_in_step(state=_state(number.strip(), body), source=actor.name, at=clock.now())
    except Mistake as mistake:
        words = gettext(mistake.sentence) % mistake.params
        return unreadable(request, [{"where": f"body/{mistake.where}", "what": words}])
    return Status(201 if kept.created else 200, _out(kept))


def _state(number: str, body: CaseIn) -> State:
    month = body.reported_month
    reported: datetime = body.reported_at or feeds.month_begins(month or "")
    return State(
        number=number,
        unit=body.unit,
        crime=body.crime,
        reported_at=reported,
        regime=body.regime,
        handler=body.handler,
        month_only=month is not None,
        people=tuple(
            Someone(
                id=f"{OF_PERSON}{p.id}",
                role=p.role,
                contact=Contact(name=p.name, phone=p.phone, email=p.email),
                language=p.language,
            )
            for p in body.people
        ),
        happened=tuple(
            Happened(id=e.id, kind=e.kind, at=e.at, values=dict(e.values)) for e in body.events
        ),
    )


def _out(kept: Kept) -> CaseOut:
    return CaseOut(ref=kept.ref, stage=kept.stage, taken=kept.taken, known=kept.known)


@router.get("/crimes", response=list[CodeOut], summary="Kinds of case")
def list_crimes(request: HttpRequest) -> Any:
    return [CodeOut(code=c.code, zh=c.zh, en=c.en) for c in tree().values()]


@router.get("/case-events", response=list[str], summary="Kinds of event of a case")
def list_kinds(request: HttpRequest) -> Any:
    return list(KINDS)


only(router, "/cases/{number}", "PUT")
only(router, "/crimes", "GET", "HEAD")
only(router, "/case-events", "GET", "HEAD")
