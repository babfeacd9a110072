"""Django's handle on this application."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "huiying.pages"
    label = "pages"
