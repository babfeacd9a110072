"""What every part of the API is made of: a token each, errors as problem documents (RFC 9457), no other methods."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, NinjaAPI, Router, Schema
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.security import HttpBearer
from pydantic import ConfigDict

from huiying.core.access import doors
from huiying.core.access.clients import client_of
from huiying.core.kinds import Actor

PROBLEM = "application/problem+json"
UNKNOWN = 401
# What is wrong, and what to do.
_REFUSED = {
    400: ("The body is no JSON", "Send one JSON object in UTF-8, as application/json."),
    UNKNOWN: (
        "No valid token",
        "Send the header Authorization: Bearer and the token that an administrator made for this "
        "system. A revoked token works no more.",
    ),
    403: ("Not allowed", "This token may not do that."),
}
# How fields and headers are called; what else stands where a name should is somebody's words.
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,39}")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")


class Given(Schema):
    """What another system sends. A field that nobody knows is refused: misspelt, it would be lost in silence."""

    model_config = ConfigDict(extra="forbid")


class Problem(Schema):
    """RFC 9457."""

    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = Field(default_factory=list)


class Token(HttpBearer):
    """`Authorization: Bearer …`, the token that was shown once."""

    def authenticate(self, request: HttpRequest, token: str) -> tuple[Actor, str] | None:
        return client_of(token)


ERRORS: dict[int, Any] = dict.fromkeys((400, 401, 403, 409, 413, 422), Problem)


class Api(NinjaAPI):
    """Says in its description, too, that errors are problem documents."""

    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**given)
        for operation in (one for path in schema["paths"].values() for one in path.values()):
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "application/json" in answer.get("content", {}):
                    answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        return schema


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


def unreadable(request: HttpRequest, errors: list[dict[str, Any]]) -> HttpResponse:
    return problem(
        request,
        422,
        "The body could not be read",
        "Put right what is listed and send it again.",
        errors,
    )


def only(router: Router, path: str, *allowed: str) -> None:
    """Any other method gets a problem document, too."""

    def other_method(request: HttpRequest, **given: str) -> HttpResponse:
        answer = problem(request, 405, "Not this method", f"Use {' or '.join(allowed)} here.")
        answer.headers["Allow"] = ", ".join(allowed)
        return answer

    others = [method for method in METHODS if method not in allowed]
    router.api_operation(others, path, include_in_schema=False)(_taking(path, other_method))


def _taking(path: str, answer: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The same answer for a path that has a place in it."""
    if "{" not in path:
        return lambda request: answer(request)

    def with_number(request: HttpRequest, number: str) -> HttpResponse:
        return answer(request)

    return with_number


def _place(parts: Iterable[object]) -> str:
    """Where in the document; of what was sent nothing is repeated but what can only be a field's name."""
    return "/".join(
        str(part) if isinstance(part, int) or _NAME.fullmatch(str(part)) else "?" for part in parts
    )


def open_api(**described: Any) -> Api:
    """An API whose errors are problem documents."""
    api = Api(docs_url=None, **described)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"where": _place(e["loc"][1:]), "what": e["msg"]} for e in error.errors]
        return unreadable(request, errors)

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        title, detail = _REFUSED.get(error.status_code, ("Refused", error.message))
        answer = problem(request, error.status_code, title, detail)
        if error.status_code == UNKNOWN:
            answer.headers["WWW-Authenticate"] = "Bearer"
        return answer

    @api.exception_handler(doors.Denied)
    def denied(request: HttpRequest, error: doors.Denied) -> HttpResponse:
        return problem(request, 403, "Not allowed", "This token may not do that.")

    @api.exception_handler(RequestDataTooBig)
    def too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return problem(request, 413, "Too much at once", "The body is larger than is taken.")

    return api


def close(api: Api) -> None:
    """Whatever else is asked for: added last, since the first path that fits answers."""
    rest = Router()

    @rest.api_operation(list(METHODS), "/{path:anything}", include_in_schema=False)
    def nothing_here(request: HttpRequest, anything: str) -> HttpResponse:
        return problem(
            request,
            404,
            "There is nothing here",
            "What there is, is listed in /api/v1/openapi.json.",
        )

    api.add_router("", rest)
