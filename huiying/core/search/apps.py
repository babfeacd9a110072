"""Django's handle on this application."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "huiying.core.search"
    label = "search"
