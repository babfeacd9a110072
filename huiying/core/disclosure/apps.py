"""Django's handle on this application."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "huiying.core.disclosure"
    label = "disclosure"
