"""Django's handle on this application."""

from django.apps import AppConfig


class EmergencyConfig(AppConfig):
    name = "huiying.core.emergency"
    label = "emergency"
