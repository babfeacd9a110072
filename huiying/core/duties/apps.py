"""Django's handle on this application."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    name = "huiying.core.duties"
    label = "duties"
