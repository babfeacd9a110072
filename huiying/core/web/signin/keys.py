"""Views of passkeys and of the code at sign-in. Loaded when one is first asked for: their library is large."""

import json
import struct
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.web.signin import begun
from huiying.core.web.signin.forms import CodeAgainForm, CodeForm

# What the library raises where a field is missing, cut short or of another kind.
_BROKEN = (ValueError, TypeError, LookupError, AttributeError, struct.error)


def _with_options(given: dict[str, Any]) -> dict[str, Any]:
    """The options of the browser's passkey call, as text for an attribute: no inline script."""
    data = given.get("js_data") or {}
    options = data.get("creation_options") or data.get("request_options")
    given["options"] = json.dumps(options) if options else ""
    return given


def _in_hand(request: HttpRequest) -> None:
    """Whoever set it up just now has shown it."""
    if not begun.factor_shown(request):
        begun.set_factor(request, begun.BY_SETTING_UP, begun.account_of(request))


class AddForm(AddWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(
        label=_("A name by which you know it"),
        required=False,
        max_length=60,
        help_text=_("For example: my phone, the key on my ring."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "passwordless" in self.fields:
            self.fields["passwordless"].label = _("Also sign in with it without a password")
            self.fields["passwordless"].help_text = _(
                "The device then asks for your finger, face or PIN."
            )

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except _BROKEN as error:
            raise get_adapter().validation_error("incorrect_code") from error
        return cleaned


class _Careful:
    """What a browser would never send is a wrong answer, not a fault."""

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _BROKEN as error:
            raise get_adapter().validation_error("incorrect_code") from error


class KeyForm(_Careful, AuthenticateWebAuthnForm):  # type: ignore[misc]
    """At sign-in, after the password."""


class KeyAgainForm(_Careful, ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """Within a sign-in."""


class KeyAloneForm(_Careful, LoginWebAuthnForm):  # type: ignore[misc]
    """Instead of a password."""


class AddView(AddWebAuthnView):  # type: ignore[misc]
    template_name = "signin/passkey_add.html"

    def get_form_class(self) -> type[forms.Form]:
        return AddForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # allauth's own leaves out the form that was sent back with a mistake.
        given: dict[str, Any] = super().get_context_data(**kwargs)
        if "form" in kwargs:
            given["form"] = kwargs["form"]
        return _with_options(given)

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _in_hand(self.request)
        return response


class RenameView(EditWebAuthnView):  # type: ignore[misc]
    template_name = "signin/passkey_rename.html"

    def get_success_url(self) -> str:
        return reverse("mfa_index")


class RemoveView(RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "signin/passkey_remove.html"

    def get_success_url(self) -> str:
        return reverse("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.get_object()):
            refusal = adapter.validation_error("cannot_delete_authenticator")
            messages.error(self.request, refusal.messages[0])
            return HttpResponseRedirect(reverse("mfa_index"))
        response: HttpResponse = super().form_valid(form)
        return response


class CodeView(AuthenticateView):  # type: ignore[misc]
    """The second step of a sign-in."""

    form_class = CodeForm
    template_name = "signin/code.html"

    def get_form_class(self) -> type[CodeForm]:
        return CodeForm

    def get_webauthn_form_class(self) -> type[KeyForm]:
        return KeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from allauth.mfa.models import Authenticator

        given = _with_options(super().get_context_data(**kwargs))
        rows = Authenticator.objects.filter(user=self.stage.login.user)
        kinds = set(rows.values_list("type", flat=True))
        given["has_passkey"] = Authenticator.Type.WEBAUTHN in kinds
        given["has_app"] = Authenticator.Type.TOTP in kinds
        return given


class CodeAgainView(ReauthenticateView):  # type: ignore[misc]
    template_name = "signin/code_again.html"

    def get_form_class(self) -> type[CodeAgainForm]:
        return CodeAgainForm


class PasskeyAgainView(ReauthenticateWebAuthnView):  # type: ignore[misc]
    template_name = "signin/passkey_again.html"

    def get_form_class(self) -> type[KeyAgainForm]:
        return KeyAgainForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return _with_options(super().get_context_data(**kwargs))


class AppForm(ActivateTOTPForm):  # type: ignore[misc]
    code = forms.CharField(
        label=_("The six digits that it shows"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class AppOnView(ActivateTOTPView):  # type: ignore[misc]
    """Set up an authenticator app."""

    def get_form_class(self) -> type[AppForm]:
        return AppForm

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        _in_hand(self.request)
        return response


class AppOffView(DeactivateTOTPView):  # type: ignore[misc]
    template_name = "signin/app_off.html"


class PasskeySignInView(LoginWebAuthnView):  # type: ignore[misc]
    """Sign in with a passkey alone: it is two factors in one."""

    def get_form_class(self) -> type[KeyAloneForm]:
        return KeyAloneForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        except ValidationError:
            return self._refused()
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        return self._refused()

    def _refused(self) -> HttpResponse:
        messages.error(
            self.request,
            gettext("This passkey did not sign you in. Try again, or use name and password."),
        )
        return HttpResponseRedirect(reverse("account_login"))


add = AddView.as_view()
rename = RenameView.as_view()
remove = RemoveView.as_view()
code = CodeView.as_view()
code_again = CodeAgainView.as_view()
passkey_again = PasskeyAgainView.as_view()
app_on = AppOnView.as_view()
app_off = AppOffView.as_view()
passkey_sign_in = PasskeySignInView.as_view()
