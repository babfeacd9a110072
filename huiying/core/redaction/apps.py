"""Django's handle on this application."""

from django.apps import AppConfig


class RedactionConfig(AppConfig):
    name = "huiying.core.redaction"
    label = "redaction"
