"""The forms of signing in: allauth's, with the price of guessing in front of them."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiying.core.access.signin import remarks
from huiying.core.access.signin.remarks import What
from huiying.core.web import flood, proof, visitor
from huiying.core.web.signin import attempts, begun
from huiying.core.web.signin.attempts import Price

_PLACE_CLOSED = _(
    "This name was tried too often from here. Wait an hour, or sign in on a device you have used before."
)


class SignInForm(LoginForm):  # type: ignore[misc]
    """A name, a password, and a proof of work that is asked for only after much guessing."""

    proof = proof.ProofField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Name of the account")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "autocapitalize": "none"}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["proof"] = self.fields.pop("proof")
        self.at = visitor.at(self.request)
        given = str(self.data.get("proof", "")) if self.is_bound else ""
        self.current = (given and proof.still_good(given, self.at)) or proof.challenge(self.at)
        self.sent = given if given.startswith(self.current.token) else ""
        # The page shows the proof, and the browser works at it, only where it is asked for.
        self.asks_proof = False

    def clean(self) -> Any:
        if self.errors:
            return self.cleaned_data
        self.trying = attempts.of(self.request, self.cleaned_data["login"], self.at)
        price = self.trying.price()
        if price is Price.CLOSED:
            raise forms.ValidationError(_PLACE_CLOSED)
        if price is not Price.NOTHING:
            self._pay(price)
        try:
            return super().clean()
        except forms.ValidationError:
            self.trying.failed()
            self.asks_proof = self.trying.price() in {Price.PROOF, Price.HARD_PROOF}
            self._renew(attempts.bits_for(self.trying.price()))
            raise

    def _pay(self, price: Price) -> None:
        """The password is not even looked at before the proof is right."""
        bits = attempts.bits_for(price)
        self.asks_proof = True
        if self.current.bits < bits or not self.data.get("proof"):
            self._renew(bits)
            raise forms.ValidationError(
                gettext(
                    "Somebody has been guessing. Your browser must now work for a few seconds first:"
                    " type your password and send again."
                )
            )
        try:
            proof.verify(
                str(self.data["proof"]), self.at, spend=flood.spend, may_wait=self.trying.may_wait
            )
        except proof.ProofStale as error:
            self._renew(bits)
            raise forms.ValidationError(str(error)) from error
        except proof.NoProof as error:
            raise forms.ValidationError(str(error)) from error

    def _renew(self, bits: int) -> None:
        self.current, self.sent = proof.challenge(self.at, bits=bits), ""


class _CodeForm(forms.Form):
    """Six digits of the app, or a recovery code. Limited for each account, and for each known device by itself."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits from your authenticator app, or one of your recovery codes."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
    again = False

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        from allauth.mfa.models import Authenticator

        request = context.request
        limit = attempts.codes_of(request, self.user.pk, visitor.at(request))
        if limit.closed():
            raise forms.ValidationError(
                gettext(
                    "Too many wrong codes. Wait a quarter of an hour, use a passkey, or sign in on a"
                    " device you have used before."
                )
            )
        code = "".join(self.cleaned_data["code"].split())
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
        for found in Authenticator.objects.filter(user=self.user, type__in=kinds).order_by("-type"):
            if found.wrap().validate_code(code) and limit.spend(code):
                found.user, self.authenticator = self.user, found
                return code
        if limit.failed():
            remarks.remark(
                account_id=self.user.pk,
                what=What.WRONG_CODES,
                at=visitor.at(request),
                where=begun.whence(request),
            )
        raise get_adapter().validation_error("incorrect_code")

    def save(self) -> None:
        from allauth.mfa.base.internal.flows import post_authentication
        from allauth.mfa.models import Authenticator

        request = context.request
        post_authentication(request, self.authenticator, reauthenticated=self.again)
        if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
            remarks.remark(
                account_id=self.user.pk,
                what=What.CODE_USED,
                at=visitor.at(request),
                where=begun.whence(request),
            )


class CodeForm(_CodeForm):
    """At sign-in."""


class CodeAgainForm(_CodeForm):
    """Within a sign-in, before something dangerous."""

    again = True
