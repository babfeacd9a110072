"""An include whose module is imported when somebody asks for an address below it, not when the server starts."""

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Late(URLResolver):
    """Only under a name of its own: Django then needs none of the names below to make its table of all names."""

    def __init__(self, *, route: str, module: str, namespace: str) -> None:
        super().__init__(RoutePattern(route), module, app_name=namespace, namespace=namespace)

    def _populate(self) -> None:
        """Called for each include when the first address is written. Here that would be too early."""
        if "url_patterns" in self.__dict__:
            super()._populate()
