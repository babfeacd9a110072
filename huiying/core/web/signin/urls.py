"""All of signing in, by hand. What allauth could do besides (sign up, change an address, reset by mail) has no address.

The names are allauth's, because its views look them up; views that load much are named by their place.
"""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.core.web.signin import views
from huiying.core.web.signin.lazy import later

_KEYS = "huiying.core.web.signin.keys."
_SSO = "huiying.core.web.signin.sso."
_CODES = "allauth.mfa.recovery_codes.views."

urlpatterns: list[URLPattern] = [
    path("login/", views.sign_in, name="account_login"),
    path("logout/", views.sign_out, name="account_logout"),
    path(
        "inactive/",
        later("allauth.account.views.account_inactive", guard="public"),
        name="account_inactive",
    ),
    path("reauthenticate/", views.again, name="account_reauthenticate"),
    path("password/change/", views.password, name="account_change_password"),
    path("sign-ins/", views.mine, name="signin_mine"),
    path("sign-ins/morning", views.morning, name="signin_morning"),
    path("sign-ins/end", views.end_others, name="signin_end_others"),
    path("sign-ins/<uuid:sign_in>/end", views.end_one, name="signin_end"),
    path("2fa/", views.second_factors, name="mfa_index"),
    path(
        "2fa/authenticate/",
        later(_KEYS + "code", guard="sign-in step"),
        name="mfa_authenticate",
    ),
    path(
        "2fa/reauthenticate/",
        views.signed_in_page(later(_KEYS + "code_again", guard="signed-in")),
        name="mfa_reauthenticate",
    ),
    path(
        "2fa/totp/activate/",
        views.signed_in_page(later(_KEYS + "app_on", guard="signed-in")),
        name="mfa_activate_totp",
    ),
    path(
        "2fa/totp/deactivate/",
        views.signed_in_page(later(_KEYS + "app_off", guard="signed-in")),
        name="mfa_deactivate_totp",
    ),
    path("2fa/recovery-codes/", views.recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        views.signed_in_page(later(_CODES + "generate_recovery_codes", guard="signed-in")),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/webauthn/add/",
        views.signed_in_page(later(_KEYS + "add", guard="signed-in")),
        name="mfa_add_webauthn",
    ),
    path(
        "2fa/webauthn/reauthenticate/",
        views.signed_in_page(later(_KEYS + "passkey_again", guard="signed-in")),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "2fa/webauthn/keys/<int:pk>/remove/",
        views.signed_in_page(later(_KEYS + "remove", guard="signed-in")),
        name="mfa_remove_webauthn",
    ),
    path(
        "2fa/webauthn/keys/<int:pk>/edit/",
        views.signed_in_page(later(_KEYS + "rename", guard="signed-in")),
        name="mfa_edit_webauthn",
    ),
    path(
        "2fa/webauthn/login/",
        later(_KEYS + "passkey_sign_in", guard="public"),
        name="mfa_login_webauthn",
    ),
    path(
        "sso/<slug:provider_id>/login/",
        later(_SSO + "begin", guard="public"),
        name="openid_connect_login",
    ),
    path(
        "sso/<slug:provider_id>/login/callback/",
        later(_SSO + "callback", guard="public"),
        name="openid_connect_callback",
    ),
]
