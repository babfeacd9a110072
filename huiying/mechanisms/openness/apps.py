"""Django's handle on this application."""

from django.apps import AppConfig


class OpennessConfig(AppConfig):
    name = "huiying.mechanisms.openness"
    label = "openness"
