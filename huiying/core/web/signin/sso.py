"""The service's single sign-on, by OpenID Connect: allauth speaks it, the map says who gets in as what.

Stricter than allauth where a police service must be: the signature of the ID token is always checked, the user's
details must be of the same subject, and nothing of the claims is kept.
"""

import secrets
from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialLogin
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from huiying.core.access.signin import oidc
from huiying.core.web import visitor
from huiying.core.web.signin import begun

_NONCES = "huiying_sso_nonces"
# So many sign-ins may be under way in one browser.
_MOST_ASKED = 5
_NEEDED = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
_SIGNED_BY = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"}
)


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The one provider comes from the settings; accounts and postings come from the map."""

    def list_apps(
        self, request: HttpRequest, provider: Any = None, client_id: Any = None
    ) -> list[SocialApp]:
        found = oidc.provider()
        if found is None or provider not in {None, "openid_connect", found.id}:
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id=found.id,
                name=found.name[:40],
                client_id=settings.HUIYING_OIDC_CLIENT,
                secret=settings.HUIYING_OIDC_SECRET,
                settings={
                    "server_url": settings.HUIYING_OIDC_URL,
                    "oauth_pkce_enabled": True,
                    "fetch_userinfo": True,
                },
            )
        ]

    def get_requests_session(self) -> Any:
        """Asks the provider and nobody it might send us on to."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Everything is decided here; allauth is only left to finish the sign-in."""
        claims = sociallogin.huiying_claims
        at = visitor.at(request)
        try:
            rules = oidc.read_map(settings.HUIYING_OIDC_MAP)
            known = sociallogin.user.pk if sociallogin.is_existing else None
            account_id = oidc.admit(claims=claims, rules=rules, account_id=known, at=at)
        except oidc.BadMap as error:
            raise _refused(
                request, gettext("Single sign-on is not set up correctly. Tell your administrator.")
            ) from error
        except oidc.NotLetIn as error:
            raise _refused(request, str(error)) from error
        if known is None:
            sociallogin.account, _made = SocialAccount.objects.get_or_create(
                provider=sociallogin.account.provider,
                uid=sociallogin.account.uid,
                defaults={"user_id": account_id, "extra_data": {}},
            )
            sociallogin.user = sociallogin.account.user
        if rules.factor_trusted(claims):
            begun.set_factor(request, begun.BY_PROVIDER, account_id)

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, *args: Any, **kwargs: Any
    ) -> None:
        raise _refused(
            request,
            gettext("Single sign-on did not work this time. Nobody was signed in. Try again."),
        )


def _refused(request: HttpRequest, sentence: str) -> ImmediateHttpResponse:
    return ImmediateHttpResponse(_back(request, sentence))


def _back(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("account_login")


class StrictAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself; it must be the one of the settings (OpenID Connect Discovery 4.3)."""
        from requests import RequestException

        try:
            found: dict[str, Any] = super().openid_config
            said, asked = str(found["issuer"]), [str(found[name]) for name in _NEEDED]
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise RequestException("the provider does not say who it is") from error
        if _issuer(said) != _issuer(settings.HUIYING_OIDC_URL):
            raise RequestException("the provider calls itself by another name")
        in_clear = [url for url in asked if not url.startswith("https://")]
        if in_clear and settings.HUIYING_OIDC_URL.startswith("https:"):
            raise RequestException("the provider names an address that is not https")
        return found

    @property
    def basic_auth(self) -> bool:
        """Where the provider does not say: the secret goes in a header (OpenID Connect Discovery 3)."""
        told = self.openid_config.get("token_endpoint_auth_methods_supported")
        return told is None or "client_secret_basic" in told

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: Any, **kwargs: Any
    ) -> SocialLogin:
        login = super().complete_login(request, app, token, **kwargs)
        data = login.account.extra_data
        shown, more = data.get("id_token"), data.get("userinfo") or {}
        if not shown:
            raise OAuth2Error("no id_token")
        if not _was_asked(request, str(shown.get("nonce", ""))):
            # OpenID Connect Core 3.1.3.7: a token that was made for another sign-in is nobody's here.
            raise OAuth2Error("the id_token answers another question")
        if more.get("sub") != shown.get("sub"):
            # OpenID Connect Core 5.3.2: then the answer must not be used.
            raise OAuth2Error("the user's details are somebody else's")
        # What the signed token says of the sign-in goes before what the other answer says.
        login.huiying_claims = {**more, **shown}
        login.account.uid, login.account.extra_data = oidc.uid(shown), {}
        return login

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """allauth leaves the signature unread where the token came over TLS; here it is always read."""
        import jwt

        try:
            header = jwt.get_unverified_header(id_token)
            if header.get("alg") not in _SIGNED_BY:
                raise OAuth2Error("the id_token is not signed with a key pair")
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(header),
                algorithms=[header["alg"]],
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                options={"require": ["exp", "iat", "iss", "aud", "sub"]},
                leeway=60,
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("the id_token does not hold") from error
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the id_token was made for another client")
        return claims

    def _key(self, header: dict[str, Any]) -> Any:
        """The key it names; without a name the provider may have only one (OpenID Connect Core 10.1)."""
        import jwt

        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = [k for k in answer.json().get("keys", []) if k.get("use", "sig") == "sig"]
        if "kid" in header:
            keys = [k for k in keys if k.get("kid") == header["kid"]]
        if len(keys) != 1:
            raise OAuth2Error("the id_token has no key that we know")
        return jwt.PyJWK(keys[0], algorithm=header["alg"])


class Provider(OpenIDConnectProvider):  # type: ignore[misc]
    """Sends nobody away, either, before it said who it is."""

    oauth2_adapter_class = StrictAdapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Of what a link says, only where to go on afterwards counts. allauth would hand on whatever `auth_params`,
        `scope` and `process` it names, an address to come back to among them."""
        return {
            "process": AuthProcess.LOGIN,
            "next_url": get_next_redirect_url(request),
            "scope": self.get_scope(),
            "auth_params": {**self.get_auth_params(), "nonce": _new_nonce(request)},
        }


# Not among the applications: they are loaded when the process starts, and what this one needs is large.
registry.register(Provider)


def _new_nonce(request: HttpRequest) -> str:
    """What the provider has to write into its token, so that it is the answer to this question."""
    made = secrets.token_urlsafe(24)
    request.session[_NONCES] = [*request.session.get(_NONCES, []), made][-_MOST_ASKED:]
    return made


def _was_asked(request: HttpRequest, nonce: str) -> bool:
    """Whether this browser was sent off with it; each is good once."""
    waiting = list(request.session.get(_NONCES, []))
    if nonce not in waiting:
        return False
    waiting.remove(nonce)
    request.session[_NONCES] = waiting
    return True


def _issuer(url: str) -> str:
    return url.removesuffix("/.well-known/openid-configuration").rstrip("/")


def _adapter(request: HttpRequest, provider_id: str) -> StrictAdapter:
    found = oidc.provider()
    if found is None or provider_id != found.id:
        raise Http404
    return StrictAdapter(request, provider_id)


def begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the provider and back. By GET: a form may not lead to another origin (CSP), and nothing is changed here."""
    from requests import RequestException

    view = OAuth2LoginView.adapter_view(_adapter(request, provider_id))
    try:
        answer: HttpResponse = view(request)
    except RequestException:
        return _back(
            request,
            gettext(
                "Single sign-on cannot be reached at present. Try later, or use your password."
            ),
        )
    return answer


def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    from requests import RequestException

    view = OAuth2CallbackView.adapter_view(_adapter(request, provider_id))
    try:
        answer: HttpResponse = view(request)
    except RequestException:
        return _back(
            request,
            gettext("Single sign-on did not work this time. Nobody was signed in. Try again."),
        )
    return answer
