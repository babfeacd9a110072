"""The API for systems that register complaints: a 110 dispatch, a hotline. A token each, a key a filing.

Errors are problem documents (RFC 9457): what is wrong, where, what to do.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as NotValid
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Header, NinjaAPI, Schema, Status
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer
from pydantic import AwareDatetime, StringConstraints

from huiying.core import clock
from huiying.core.access import doors
from huiying.core.access.clients import client_of
from huiying.core.kinds import Actor
from huiying.core.people import sealing
from huiying.core.people.services import Contact
from huiying.core.units import queries as units
from huiying.mechanisms.complaints import categories
from huiying.mechanisms.complaints.services.filing import (
    Filed,
    Filing,
    Handover,
    SameKeyOtherBody,
)
from huiying.mechanisms.complaints.services.registering import register_at_desk

PROBLEM = "application/problem+json"
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")
# What another system passes on was made not long ago. Farther dates are slips, and no calendar covers them.
FARTHEST = timedelta(days=10 * 366)
Language = Literal["zh-hans", "zh-hant", "en"]


class ContactIn(Schema):
    """How to reach the person. All may be left out: no name is needed to complain."""

    name: Line = ""
    phone: Line = ""
    email: Line = ""
    address: Line = ""


class ForwardedIn(Schema):
    """The body that forwards the complaint, its reference, and the day by which it wants a report."""

    body: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    reference: Line = ""
    report_back_on: date | None = None


class ComplaintIn(Schema):
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


class Problem(Schema):
    """RFC 9457."""

    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = Field(default_factory=list)


class CategoryOut(Schema):
    code: str
    parent: str
    zh: str
    en: str


class UnitOut(Schema):
    code: str
    zh: str
    en: str


class Token(HttpBearer):
    """`Authorization: Bearer …`, the token that was shown once."""

    def authenticate(self, request: HttpRequest, token: str) -> tuple[Actor, str] | None:
        return client_of(token)


class Api(NinjaAPI):
    """Says in its description, too, that errors are problem documents."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        for operation in (one for path in schema["paths"].values() for one in path.values()):
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return schema


api = Api(
    title="Huiying",
    version="1",
    description="Registers complaints from other systems. Nothing about a person can be read here.",
    urls_namespace="api-1",
    docs_url=None,
)


def problem(
    request: HttpRequest,
    status: int,
    title: str,
    detail: str,
    errors: list[dict[str, Any]] | None = None,
) -> HttpResponse:
    body = {"title": title, "status": status, "detail": detail, "errors": errors or []}
    return JsonResponse(
        body, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False}
    )


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [
        {"where": "/".join(str(part) for part in e["loc"][1:]), "what": e["msg"]}
        for e in error.errors
    ]
    return problem(
        request,
        422,
        "The complaint could not be read",
        "Put right what is listed and send it again.",
        errors,
    )


@api.exception_handler(HttpError)
def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    titles = {400: "The body is no JSON", 401: "No valid token", 403: "Not allowed"}
    return problem(
        request, error.status_code, titles.get(error.status_code, "Refused"), error.message
    )


@api.exception_handler(doors.Denied)
def denied(request: HttpRequest, error: doors.Denied) -> HttpResponse:
    return problem(request, 403, "Not allowed", "This token may not do that.")


@api.exception_handler(RequestDataTooBig)
def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return problem(request, 413, "Too much at once", "A complaint is at most 20,000 characters.")


_ERRORS = {
    400: Problem,
    401: Problem,
    403: Problem,
    409: Problem,
    413: Problem,
    422: Problem,
}


@api.post(
    "/complaints",
    auth=Token(),
    response={201: FiledOut, 200: FiledOut, **_ERRORS},
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
        return problem(
            request,
            422,
            "The complaint could not be read",
            "Put right what is listed and send it again.",
            mistakes,
        )
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
            found.append({"where": "body/contact/email", "what": "This is no e-mail address."})
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


@api.get("/categories", response=list[CategoryOut], summary="Categories of complaints")
def list_categories(request: HttpRequest) -> Any:
    return [
        CategoryOut(code=c.code, parent=c.parent, zh=c.zh, en=c.en)
        for c in categories.tree().values()
    ]


@api.get("/units", response=list[UnitOut], summary="Units a complaint can be about")
def list_units(request: HttpRequest) -> Any:
    return [UnitOut(code=u.code, zh=u.zh, en=u.en) for u in units.stations()]


# --- what is not there ---------------------------------------------------------------------------------


def _only(path: str, *allowed: str) -> None:
    """Any other method gets a problem document, too."""

    def other_method(request: HttpRequest) -> HttpResponse:
        answer = problem(request, 405, "Not this method", f"Use {' or '.join(allowed)} here.")
        answer.headers["Allow"] = ", ".join(allowed)
        return answer

    others = [method for method in METHODS if method not in allowed]
    api.api_operation(others, path, include_in_schema=False)(other_method)


_only("/complaints", "POST")
_only("/categories", "GET", "HEAD")
_only("/units", "GET", "HEAD")


@api.api_operation(list(METHODS), "/{path:rest}", include_in_schema=False)
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    return problem(
        request, 404, "There is nothing here", "What there is, is listed in /api/v1/openapi.json."
    )
