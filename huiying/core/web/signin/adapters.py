"""What allauth asks of us: who may sign in, what is told to whom, how secrets are kept."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiying.core.access.signin import devices, factors, remarks, sessions
from huiying.core.access.signin.models import Ending
from huiying.core.access.signin.remarks import What
from huiying.core.access.signin.standing import factor_required
from huiying.core.web import visitor
from huiying.core.web.signin import attempts, begun

# allauth's names of its mails -> what we tell in its place.
_HAPPENED = {
    "account/email/password_changed": What.PASSWORD,
    "mfa/email/totp_activated": What.FACTOR_ADDED,
    "mfa/email/webauthn_added": What.FACTOR_ADDED,
    "mfa/email/totp_deactivated": What.FACTOR_REMOVED,
    "mfa/email/webauthn_removed": What.FACTOR_REMOVED,
    "mfa/email/recovery_codes_generated": What.CODES_MADE,
}


class StaffAccounts(DefaultAccountAdapter):  # type: ignore[misc]
    """Sign-in is for staff whom an administrator, or the service's single sign-on, gave an account."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "This name and this password do not belong together. Check both and try again."
        ),
        "incorrect_password": _("That is not your password. Try again."),
        "enter_current_password": _("Type your present password."),
        "too_many_login_attempts": _(
            "Too many wrong tries within this sign-in. Wait a quarter of an hour."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Signing in is limited by its form (attempts.py); asking again within a sign-in is limited here."""
        if request.user.is_authenticated and not attempts.again_allowed(
            begun.account_of(request), visitor.at(request)
        ):
            raise self.validation_error("too_many_login_attempts")

    def get_login_stages(self) -> list[str]:
        return ["huiying.core.web.signin.stages.SecondFactor"]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not begun.is_fresh(self.request)

    def login(self, request: HttpRequest, user: Any) -> None:
        super().login(request, user)
        if hasattr(request, "hy_staff"):
            del request.hy_staff
        begun.begin(request, user.pk)

    def logout(self, request: HttpRequest) -> None:
        found = begun.current(request)
        if found is not None and request.user.is_authenticated:
            sessions.end(
                sign_in_id=found,
                account_id=begun.account_of(request),
                why=Ending.SIGNED_OUT,
                at=visitor.at(request),
            )
        super().logout(request)

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> HttpResponse:
        """All that is asked has been shown: from now on this device is known, and a new one is told of."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        at, where = visitor.at(request), begun.whence(request)
        token = request.COOKIES.get(devices.COOKIE, "")
        if len(token) < 32:
            token = devices.new_token()
        first = devices.first_ever(account_id=user.pk)
        if devices.remember(account_id=user.pk, token=token, where=where, at=at) and not first:
            remarks.remark(account_id=user.pk, what=What.NEW_DEVICE, at=at, where=where)
        response.set_cookie(
            devices.COOKIE,
            token,
            max_age=devices.COOKIE_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response

    def send_notification_mail(
        self, template_prefix: str, user: Any, *args: Any, **kwargs: Any
    ) -> None:
        """Told by our own means, in our own words, without an address of a machine."""
        what = _HAPPENED.get(template_prefix)
        if what is None:
            return
        at = visitor.at(self.request)
        remarks.remark(account_id=user.pk, what=what, at=at, where=begun.whence(self.request))
        if what is What.PASSWORD:
            sessions.end_all(
                account_id=user.pk,
                why=Ending.REVOKED,
                at=at,
                but=begun.current(self.request),
            )

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """What allauth would say of a step, our pages say themselves."""


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "That code is not right, or was used already. Wait for the app’s next one, or use another recovery code."
        ),
        "cannot_delete_authenticator": _(
            "This is your last second factor, and your posting needs one. Add another first."
        ),
    }

    def encrypt(self, text: str) -> str:
        return factors.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return factors.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """The last one stays while the posting needs one."""
        from allauth.core import context

        if authenticator.type not in factors.KINDS:
            return True
        needed = factor_required(visitor.staff(context.request))
        return not needed or factors.count(authenticator.user_id) > 1

    def _get_site_name(self) -> str:
        names = settings.HUIYING_SERVICE
        return str(names["en"] if (get_language() or "").startswith("en") else names["zh"])

    def _get_user_identifier(self, user: Any) -> str:
        """The name of the account: an address would be on everybody's lock screen."""
        return str(user.username)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        from allauth.core import context

        where = begun.whence(context.request)
        return sessions.device_words(where.browser, where.system)[:40]
