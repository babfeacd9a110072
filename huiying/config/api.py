"""The API's routes: each mechanism's own, in one list. What is nobody's comes last."""

from huiying.core.web.api import close, open_api
from huiying.mechanisms.cases.api import router as cases
from huiying.mechanisms.complaints.api import router as complaints
from huiying.mechanisms.petitions.api import router as petitions

__all__ = ["NAMESPACE", "api", "urlpatterns"]

api = open_api(
    title="Huiying",
    version="1",
    description=(
        "Registers complaints from other systems, takes in petitions that a petition office forwards, and keeps cases "
        "in step with their records system. "
        "Nothing about a person can be read here."
    ),
    urls_namespace="api-1",
)
api.add_router("", complaints)
api.add_router("", cases)
api.add_router("", petitions)
close(api)

urlpatterns, _app, NAMESPACE = api.urls
