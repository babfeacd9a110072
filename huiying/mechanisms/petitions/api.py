"""The API for a petition office that forwards petitions: each under its own number, and read back by it alone."""

from datetime import datetime
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError as NotValid
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.translation import gettext
from ninja import Field, Header, Path, Router, Schema, Status
from pydantic import AwareDatetime, StringConstraints

from huiying.core import clock
from huiying.core.kinds import Actor, Declined
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.core.web.api import ERRORS, Given, Problem, Token, only, problem, unreadable
from huiying.mechanisms.petitions.services.forwarding import (
    Report,
    SameNumberOtherWords,
    report_of,
    take_in,
)
from huiying.mechanisms.petitions.services.registering import Handover, Petitioning, Registered

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
Ref = Annotated[str, Path(min_length=1, max_length=40)]
router = Router()
_NOT_THERE = {404: Problem, 401: Problem, 422: Problem}


class PetitionerIn(Given):
    """Who asks, and how to reach them. All may be left out."""

    name: Line = ""
    phone: Line = ""
    email: Line = ""
    address: Line = ""


class PetitionIn(Given):
    """What somebody asks, in their own words, and by whom it is forwarded."""

    narrative: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)
    ]
    request: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    forwarded_by: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)
    ]
    reference: Line = Field("", description="The reference that it has there")
    about_unit: Line = Field("", description="A code of GET /api/v1/units")
    forwarded_at: AwareDatetime | None = Field(
        None, description="When it came to us, if that was before this call: times run from then"
    )
    language: Literal["zh-hans", "zh-hant", "en"] = "zh-hans"
    petitioner: PetitionerIn = Field(default_factory=PetitionerIn)


class TakenOut(Schema):
    """The reference for the office's own records. The petitioner's receipt code is for the petitioner alone."""

    ref: str
    status: Literal["registered", "already-registered"]
    answers: str = Field(description="Code of the unit that answers for it")
    receipt: Literal["sent", "by-slip-or-page"]


class HappenedOut(Schema):
    kind: str
    at: datetime


class ReportOut(Schema):
    """How it stands. No word of it, and nobody's name."""

    ref: str
    status: str
    received_at: datetime
    answers: str = Field(description="Code of the unit that answers for it")
    finding: str = Field("", description="Of the written opinion, once there is one")


@router.post(
    "/petitions",
    auth=Token(),
    response={201: TakenOut, 200: TakenOut, **ERRORS},
    summary="Forward a petition",
)
def forward(
    request: HttpRequest,
    body: PetitionIn,
    idempotency_key: Annotated[
        str, Header(alias="Idempotency-Key", min_length=8, max_length=64, pattern=r"^[\x21-\x7e]+$")
    ],
) -> Any:
    """Sent again with the same `Idempotency-Key`, however late, it is registered once and answered alike."""
    actor: Actor
    actor, _channel = request.auth  # type: ignore[attr-defined]
    at = clock.now()
    if mistakes := _mistakes(body, at):
        return unreadable(request, mistakes)
    try:
        made = take_in(
            petition=_petition(body),
            source=f"api {actor.name}",
            number=idempotency_key,
            by=actor,
            at=at,
        )
    except SameNumberOtherWords:
        return problem(
            request,
            409,
            "Another petition has this key",
            "This Idempotency-Key was used for a petition with other words. Use a new key.",
        )
    except Declined as declined:
        words = gettext(declined.sentence) % declined.params
        return unreadable(request, [{"where": "body", "what": words}])
    return Status(200 if made.again else 201, _taken(made, body))


def _mistakes(body: PetitionIn, at: datetime) -> list[dict[str, Any]]:
    found = []
    if body.about_unit and body.about_unit not in {row.code for row in units.stations()}:
        what = f"There is no unit with the code {body.about_unit!r}."
        found.append({"where": "body/about_unit", "what": what})
    if body.forwarded_at and body.forwarded_at > at:
        found.append({"where": "body/forwarded_at", "what": "This lies in the future."})
    elif body.forwarded_at and (at - body.forwarded_at).days > _FARTHEST_DAYS:
        found.append({"where": "body/forwarded_at", "what": "This lies more than a year back."})
    if body.petitioner.email:
        try:
            validate_email(body.petitioner.email)
        except NotValid:
            where = "body/petitioner/email"
            found.append({"where": where, "what": "This is not an e-mail address."})
    return found


# What is forwarded was written not long ago: a date farther back is a slip.
_FARTHEST_DAYS = 366


def _petition(body: PetitionIn) -> Petitioning:
    about = units.unit_by_code(body.about_unit) if body.about_unit else None
    return Petitioning(
        narrative=body.narrative,
        request=body.request,
        channel="forwarded",
        about_unit=about.id if about else None,
        contact=Contact(**body.petitioner.dict()),
        language=body.language,
        forwarded_by=body.forwarded_by,
        forwarded_ref=body.reference,
        handover=Handover.LINK if body.petitioner.email else Handover.NONE,
        occurred_at=body.forwarded_at,
    )


def _taken(made: Registered, body: PetitionIn) -> TakenOut:
    return TakenOut(
        ref=made.ref,
        status="already-registered" if made.again else "registered",
        answers=units.unit(made.unit).code,
        receipt="sent" if body.petitioner.email else "by-slip-or-page",
    )


@router.get(
    "/petitions/{number}",
    auth=Token(),
    response={200: ReportOut, **_NOT_THERE},
    summary="How a petition stands that you forwarded",
)
def read(request: HttpRequest, number: Ref) -> Any:
    """By the reference of the answer to its forwarding. Of what others brought there is nothing here."""
    found = _report(request, number)
    if found is None:
        return _nothing(request)
    return ReportOut(
        ref=found.ref,
        status=found.status,
        received_at=found.received_at,
        answers=found.answers,
        finding=found.finding,
    )


@router.get(
    "/petitions/{number}/events",
    auth=Token(),
    response={200: list[HappenedOut], **_NOT_THERE},
    summary="What happened to a petition that you forwarded",
)
def happened(request: HttpRequest, number: Ref) -> Any:
    """What the body that forwarded it is to know, with its own times, in order."""
    found = _report(request, number)
    if found is None:
        return _nothing(request)
    return [HappenedOut(kind=kind, at=at) for kind, at in found.happened]


def _report(request: HttpRequest, number: str) -> Report | None:
    actor: Actor
    actor, _channel = request.auth  # type: ignore[attr-defined]
    return report_of(ref=number.strip(), by=actor)


def _nothing(request: HttpRequest) -> Any:
    return problem(
        request, 404, "No such petition", "You forwarded no petition with this reference."
    )


only(router, "/petitions", "POST")
only(router, "/petitions/{number}", "GET", "HEAD")
only(router, "/petitions/{number}/events", "GET", "HEAD")
