"""Django's handle on this application."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "huiying.core.units"
    label = "units"
