"""Signing in and what an account holder sees of it: allauth's views where they do, ours where a page is ours."""

import uuid
from typing import Any

from allauth.account.views import LoginView, LogoutView, PasswordChangeView, ReauthenticateView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout as django_logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiying.core.access.signin import factors, oidc, remarks, sessions
from huiying.core.access.signin.models import Ending
from huiying.core.access.signin.standing import factor_required
from huiying.core.duties import mornings
from huiying.core.web import visitor
from huiying.core.web.guards import Page, public_page
from huiying.core.web.signin import begun
from huiying.core.web.signin.forms import SignInForm
from huiying.core.web.signin.fresh import needs_fresh


def signed_in_page(view: Page[Any]) -> Page[Any]:
    """A page of whoever is signed in, about their own account; no posting is needed."""

    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.guard = "signed-in"  # type: ignore[attr-defined]
    return guarded


class SignInView(LoginView):  # type: ignore[misc]
    form_class = SignInForm

    def get_form_class(self) -> type[SignInForm]:
        return SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        given: dict[str, Any] = super().get_context_data(**kwargs)
        provider = oidc.provider()
        next_url = self.get_next_url()
        given["relaxed"] = not settings.HUIYING_REQUIRE_SECOND_FACTOR
        given["provider"] = provider
        if provider:
            given["provider_url"] = self.passthrough_next_url(
                reverse("openid_connect_login", kwargs={"provider_id": provider.id})
            )
        given["next_url"] = next_url or ""
        return given

    def form_invalid(self, form: SignInForm) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form), status=422)
        return answer


sign_in = public_page(SignInView.as_view())


class SignOutView(LogoutView):  # type: ignore[misc]
    """By POST alone: a link elsewhere signs nobody out."""


sign_out = public_page(SignOutView.as_view())


class AgainView(ReauthenticateView):  # type: ignore[misc]
    """The password once more, before something dangerous."""


again = signed_in_page(AgainView.as_view())


class PasswordView(PasswordChangeView):  # type: ignore[misc]
    """Needs the present password; ends all other sign-ins."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        user: Any = request.user
        if not user.has_usable_password():
            # Signs in by the service's single sign-on alone.
            return redirect("signin_mine")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_success_url(self) -> str:
        messages.success(
            self.request, gettext("Your password is changed. All your other sign-ins are over.")
        )
        return reverse("signin_mine")


password = signed_in_page(needs_fresh(PasswordView.as_view()))


# --- second factors --------------------------------------------------------------------------------------------


@signed_in_page
def second_factors(request: HttpRequest) -> HttpResponse:
    """What there is, what is missing, and why it is asked for."""
    from allauth.mfa.models import Authenticator

    mine = list(Authenticator.objects.filter(user_id=request.user.pk).order_by("created_at"))
    kinds = Authenticator.Type
    codes = next((a for a in mine if a.type == kinds.RECOVERY_CODES), None)
    has = any(a.type in factors.KINDS for a in mine)
    required = factor_required(visitor.staff(request))
    context = {
        "app": next((a.created_at for a in mine if a.type == kinds.TOTP), None),
        "passkeys": [_key(a) for a in mine if a.type == kinds.WEBAUTHN],
        "codes": len(codes.wrap().get_unused_codes()) if codes else None,
        "has": has,
        "required": required,
        "stuck": required and not begun.factor_shown(request),
        "relaxed": not settings.HUIYING_REQUIRE_SECOND_FACTOR,
    }
    return render(request, "signin/factors.html", context)


def _key(authenticator: Any) -> dict[str, Any]:
    return {
        "id": authenticator.pk,
        "name": authenticator.data.get("name", ""),
        "since": authenticator.created_at,
        "used": authenticator.last_used_at,
    }


@signed_in_page
@needs_fresh
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown once, to be printed or written down. Afterwards only how many are left is known."""
    from allauth.mfa.recovery_codes.internal.flows import view_recovery_codes

    found, may_see = view_recovery_codes(request)
    if found is None:
        return redirect("mfa_index")
    unused = found.get_unused_codes()
    context = {
        "codes": [f"{c[:5]} {c[5:]}" for c in unused] if may_see else [],
        "left": len(unused),
        "account": request.user.get_username(),
    }
    return render(request, "signin/codes.html", context)


# --- one's own sign-ins ----------------------------------------------------------------------------------------


@signed_in_page
def mine(request: HttpRequest) -> HttpResponse:
    """Where this account is signed in, what happened to its keys, and a way to end what is not one's own."""
    at, account_id = visitor.at(request), begun.account_of(request)
    alive, over = sessions.sign_ins(account_id=account_id, at=at, current=begun.current(request))
    user: Any = request.user
    context = {
        "alive": alive,
        "over": over,
        "remarks": remarks.remarks(account_id=account_id),
        "has_password": user.has_usable_password(),
        "mail": settings.HUIYING_MAIL_ENABLED,
        "morning": mornings.wish_of(user.officer_id) if user.officer_id else None,
    }
    response = render(request, "signin/mine.html", context)
    remarks.mark_read(account_id=account_id, at=at)
    return response


@signed_in_page
@require_POST
def morning(request: HttpRequest) -> HttpResponse:
    """A mail each morning with how much is due, or none any more."""
    user: Any = request.user
    if user.officer_id:
        on = request.POST.get("on") == "1"
        mornings.set_wish(officer_id=user.officer_id, on=on, at=visitor.at(request))
        words = gettext("From tomorrow morning on.") if on else gettext("No more morning mails.")
        messages.success(request, words)
    return redirect("signin_mine")


@signed_in_page
@require_POST
@needs_fresh
def end_one(request: HttpRequest, sign_in: uuid.UUID) -> HttpResponse:
    own = sign_in == begun.current(request)
    sessions.end(
        sign_in_id=sign_in,
        account_id=begun.account_of(request),
        why=Ending.REVOKED,
        at=visitor.at(request),
    )
    if own:
        django_logout(request)
        return redirect("account_login")
    messages.success(request, gettext("That sign-in is over."))
    return redirect("signin_mine")


@signed_in_page
@require_POST
@needs_fresh
def end_others(request: HttpRequest) -> HttpResponse:
    sessions.end_all(
        account_id=begun.account_of(request),
        why=Ending.REVOKED,
        at=visitor.at(request),
        but=begun.current(request),
    )
    messages.success(request, gettext("All your other sign-ins are over."))
    return redirect("signin_mine")
