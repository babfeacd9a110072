"""The steps of a sign-in after the password: allauth's second factor, without loading what only passkeys need."""

from typing import Any

from allauth.account.stages import LoginStage
from allauth.core.internal.httpkit import headed_redirect_response
from allauth.mfa.internal.constants import LoginStageKey

from huiying.core.access.signin import factors
from huiying.core.web.signin import begun


class SecondFactor(LoginStage):  # type: ignore[misc]
    """Asked of everybody who has one, needed or not. Not asked where a passkey or a trusted provider showed it."""

    key = LoginStageKey.MFA_AUTHENTICATE.value
    urlname = "mfa_authenticate"

    def handle(self) -> tuple[Any, bool]:
        user = self.login.user
        if user is None or not factors.has_factor(user.pk) or self._shown():
            return None, True
        self.state["authentication_required"] = True
        return headed_redirect_response(self.urlname), True

    def _shown(self) -> bool:
        from allauth.account.authentication import get_authentication_records

        user = self.login.user
        if begun.factor_elsewhere(self.request, user.pk) == begun.BY_PROVIDER:
            return True
        records = get_authentication_records(self.request, user)
        return any(r.get("method") == "mfa" and r.get("passwordless") for r in records)
