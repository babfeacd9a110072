"""Views of the shell itself: staying signed in, a fresh challenge, and the page when a form's cookie is missing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from huiying.core.web import problems, proof, visitor
from huiying.core.web.guards import public_page


@public_page
@never_cache
@require_GET
def challenge(request: HttpRequest) -> JsonResponse:
    return JsonResponse(proof.as_dict(proof.challenge(visitor.at(request))))


@public_page
@never_cache
@require_GET
def stay(request: HttpRequest) -> HttpResponse:
    """Lets a signed-in person's session begin anew."""
    if visitor.staff(request) is None:
        return HttpResponse(status=403)
    request.session.modified = True
    return HttpResponse(status=204)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return problems.page(
        request,
        problems.Problem(
            status=403,
            title=gettext("Please send that once more"),
            lines=(
                gettext("The page had been open too long, or your browser does not keep the cookie that "
                        "protects the form. Nothing was sent."),
                gettext("Go back with your browser's button: what you typed is usually still there. "
                        "Reload the page if it happens again."),
            ),
        ),
    )  # fmt: skip


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problems.bad_request(request)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problems.forbidden(request)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if problems.for_systems(request):
        return problems.document(
            404,
            "Not Found",
            "There is nothing at this address. /api/v1/openapi.json lists what there is.",
        )
    return problems.not_found(request)
