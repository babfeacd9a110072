"""The API's routes: each mechanism's own, in one list. What is nobody's comes last."""

from huiying.core.web.api import close, open_api
from huiying.mechanisms.cases.api import router as cases
from huiying.mechanisms.complaints.api import router as complaints

__all__ = ["NAMESPACE", "api", "urlpatterns"]

api = open_api(
    title="Huiying",
    version="1",
    description=(
        "Registers complaints from other systems, and keeps cases in step with their records system. "
        "Nothing about a person can be read here."
    ),
    urls_namespace="api-1",
)
api.add_router("", complaints)
api.add_router("", cases)
close(api)

urlpatterns, _app, NAMESPACE = api.urls
