"""The API for systems that register complaints: a 110 dispatch, a hotline. A token each, a key a filing.

Errors are problem documents (RFC 9457): what is wrong, where, what to do.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from django.core.exceptions import ValidationError as NotValid
from django.core.validators import validate_email
from django.http import HttpRequest
from django.utils.timezone import get_current_timezone
from ninja import Field, Header, Path, Router, Schema, Status
from pydantic import AwareDatetime, StringConstraints

from huiying.core import clock
from huiying.core.kinds import Actor
from huiying.core.people import sealing
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.core.web.api import ERRORS, Given, Problem, Token, only, problem, unreadable
from huiying.mechanisms.complaints import categories
from huiying.mechanisms.complaints.services.filing import (
    Filed,
    Filing,
    Handover,
    SameKeyOtherBody,
)
from huiying.mechanisms.complaints.services.reading_back import report_of
from huiying.mechanisms.complaints.services.registering import register_at_desk

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
# What another system passes on was made not long ago. Farther dates are slips, and no calendar covers them.
FARTHEST = timedelta(days=10 * 366)
Language = Literal["zh-hans", "zh-hant", "en"]
Ref = Annotated[str, Path(min_length=1, max_length=40)]


class ContactIn(Given):
    """How to reach the person. All may be left out: no name is needed to complain."""

    name: Line = ""
    phone: Line = ""
    email: Line = ""
    address: Line = ""


class ForwardedIn(Given):
    """The body that forwards the complaint, its reference, and the day by which it wants a report."""

    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    reference: Line = ""
    report_back_on: date | None = None


class ComplaintIn(Given):
    """What somebody brings, in their own words."""

    narrative: Annotated[
        str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)
    ]
    category: Line = Field("unsure", description="A code of GET /api/v1/categories")
    subject: Line = ""
    wish: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    who: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    place: Line = ""
    about_units: list[Line] = Field(
        default_factory=list, max_length=20, description="Codes of GET /api/v1/units"
    )
    occurred_at: AwareDatetime | None = Field(
        None, description="When the complaint was made, if it was made before this call"
    )
    language: Language = "zh-hans"
    contact: ContactIn = Field(default_factory=ContactIn)
    forwarded: ForwardedIn | None = None


class FiledOut(Schema):
    """The reference for this system's own records. The person's receipt code is sent to the person alone."""

    ref: str
    status: Literal["registered", "already-registered"]
    decided_by: str = Field(
        description="Code of the unit that answers: never the one complained of"
    )
    receipt: Literal["sent", "by-slip-or-page"]


class HappenedOut(Schema):
    kind: str
    at: datetime


class StandsOut(Schema):
    """How it stands, as far as the person was told. No word of it, and nobody's name."""

    ref: str
    status: str = Field(description="received, accepted, answered, not-taken or withdrawn")
    received_at: datetime
    decided_by: str = Field(description="Code of the unit that answers")
    happened: list[HappenedOut]


class CategoryOut(Schema):
    code: str
    parent: str
    zh: str
    en: str


class UnitOut(Schema):
    code: str
    zh: str
    en: str


router = Router()


@router.post(
    "/complaints",
    auth=Token(),
    response={201: FiledOut, 200: FiledOut, **ERRORS},
    summary="Register a complaint",
)
def register(
    request: HttpRequest,
    body: ComplaintIn,
    idempotency_key: Annotated[
        str, Header(alias="Idempotency-Key", min_length=8, max_length=64, pattern=r"^[\x21-\x7e]+$")
    ],
) -> Any:
    """Sent again with the same `Idempotency-Key`, it is registered once and answered alike."""
    actor, channel = request.auth  # type: ignore[attr-defined]
    at = clock.now()
    mistakes = _mistakes(body, at)
    if mistakes:
        return unreadable(request, mistakes)
    try:
        filing = _filing(body, actor, channel, idempotency_key)
        filed = register_at_desk(filing=filing, by=actor, at=at).filed
    except SameKeyOtherBody:
        return problem(
            request,
            409,
            "Another complaint has this key",
            "This Idempotency-Key was used for a complaint with other words. Use a new key.",
        )
    return Status(200 if filed.again else 201, _out(filed, body))


def _mistakes(body: ComplaintIn, at: datetime) -> list[dict[str, Any]]:
    found = []
    if categories.category(body.category) is None:
        found.append({"where": "body/category", "what": "There is no such category code."})
    known = {row.code for row in units.stations()}
    found += [
        {"where": f"body/about_units/{n}", "what": f"There is no unit with the code {code!r}."}
        for n, code in enumerate(body.about_units)
        if code not in known
    ]
    return [*found, *_wrong_dates(body, at), *_wrong_contact(body.contact)]


def _wrong_dates(body: ComplaintIn, at: datetime) -> list[dict[str, Any]]:
    found = []
    if body.occurred_at and body.occurred_at > at:
        found.append({"where": "body/occurred_at", "what": "This lies in the future."})
    elif body.occurred_at and body.occurred_at < at - FARTHEST:
        found.append({"where": "body/occurred_at", "what": "This lies more than ten years back."})
    wanted = body.forwarded.report_back_on if body.forwarded else None
    if wanted and wanted < (body.occurred_at or at).astimezone(get_current_timezone()).date():
        found.append(
            {
                "where": "body/forwarded/report_back_on",
                "what": "This day lies before the complaint was made.",
            }
        )
    if wanted and abs(wanted - at.date()) > FARTHEST:
        found.append(
            {
                "where": "body/forwarded/report_back_on",
                "what": "This lies more than ten years from today.",
            }
        )
    return found


def _wrong_contact(contact: ContactIn) -> list[dict[str, Any]]:
    found = []
    if contact.email:
        try:
            validate_email(contact.email)
        except NotValid:
            found.append({"where": "body/contact/email", "what": "This is not an e-mail address."})
    if contact.phone and sealing.phone_index(contact.phone) is None:
        found.append(
            {"where": "body/contact/phone", "what": "A telephone number has five digits or more."}
        )
    return found


def _filing(body: ComplaintIn, actor: Actor, channel: str, key: str) -> Filing:
    about = [units.unit_by_code(code) for code in body.about_units]
    forwarded = body.forwarded
    return Filing(
        narrative=body.narrative,
        category=body.category,
        channel="forwarded" if forwarded else channel,
        subject=body.subject,
        wish=body.wish,
        who=body.who,
        place=body.place,
        about_units=tuple(row.id for row in about if row),
        contact=Contact(**body.contact.dict()),
        language=body.language,
        forwarded_by=forwarded.body if forwarded else "",
        forwarded_ref=forwarded.reference if forwarded else "",
        report_back_on=forwarded.report_back_on.isoformat()
        if forwarded and forwarded.report_back_on
        else "",
        handover=Handover.SENT if body.contact.email else Handover.NONE,
        occurred_at=body.occurred_at,
        key=_arrival_key(actor, key),
    )


def _arrival_key(actor: Actor, key: str) -> str:
    """Each client has keys of its own. Hashed, so that the longest of them fits."""
    both = f"{actor.name}\n{key}".encode()
    return f"api:{sealing.keyed_hash(both, purpose='complaints.api-key').hex()}"


def _out(filed: Filed, body: ComplaintIn) -> FiledOut:
    return FiledOut(
        ref=filed.ref,
        status="already-registered" if filed.again else "registered",
        decided_by=units.unit(filed.deciding_unit).code,
        receipt="sent" if body.contact.email else "by-slip-or-page",
    )


@router.get(
    "/complaints/{number}",
    auth=Token(),
    response={200: StandsOut, 404: Problem, 401: Problem, 422: Problem},
    summary="How a complaint stands that you registered",
)
def read(request: HttpRequest, number: Ref) -> Any:
    """By the reference of the answer to its registration. Of what others registered there is nothing here, and nothing
    that the person does not know yet."""
    actor, _channel = request.auth  # type: ignore[attr-defined]
    found = report_of(ref=number.strip(), by=actor)
    if found is None:
        words = "You registered no complaint with this reference."
        return problem(request, 404, "No such complaint", words)
    return StandsOut(
        ref=found.ref,
        status=found.status,
        received_at=found.received_at,
        decided_by=found.decided_by,
        happened=[HappenedOut(kind=kind, at=at) for kind, at in found.happened],
    )


@router.get("/categories", response=list[CategoryOut], summary="Categories of complaints")
def list_categories(request: HttpRequest) -> Any:
    return [
        CategoryOut(code=c.code, parent=c.parent, zh=c.zh, en=c.en)
        for c in categories.tree().values()
    ]


@router.get("/units", response=list[UnitOut], summary="Units a complaint can be about")
def list_units(request: HttpRequest) -> Any:
    return [UnitOut(code=u.code, zh=u.zh, en=u.en) for u in units.stations()]


only(router, "/complaints", "POST")
only(router, "/complaints/{number}", "GET", "HEAD")
only(router, "/categories", "GET", "HEAD")
only(router, "/units", "GET", "HEAD")
