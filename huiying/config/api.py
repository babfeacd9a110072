"""The API's routes: each mechanism's own, in one list."""

from huiying.mechanisms.complaints.api import api

__all__ = ["NAMESPACE", "api", "urlpatterns"]

urlpatterns, _app, NAMESPACE = api.urls
