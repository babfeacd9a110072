"""All URLs, in one list. The default language has no prefix; others have theirs (`/en/…`)."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.urls.resolvers import URLPattern, URLResolver

from huiying.config.late import Late

urlpatterns: list[URLPattern | URLResolver] = [
    # The library that reads and describes its bodies is as large as a fifth of all the rest.
    Late(route="api/v1/", module="huiying.config.api", namespace="api-1"),
    *i18n_patterns(
        # Patterns are tried in turn: what most people open stands first.
        path("", include("huiying.mechanisms.complaints.urls")),
        path("account/", include("huiying.core.web.signin.urls")),
        path("", include("huiying.core.web.urls")),
        path("", include("huiying.core.web.codes.urls")),
        path("", include("huiying.pages.gate_urls")),
        path("", include("huiying.mechanisms.cases.urls")),
        path("", include("huiying.mechanisms.openness.urls")),
        path("", include("huiying.mechanisms.petitions.urls")),
        path("", include("huiying.mechanisms.visits.urls")),
        path("", include("huiying.mechanisms.campaigns.urls")),
        path("", include("huiying.pages.urls")),
        prefix_default_language=False,
    ),
]
handler400 = "huiying.core.web.views.bad_request"
handler403 = "huiying.core.web.views.permission_denied"
handler404 = "huiying.core.web.views.page_not_found"
