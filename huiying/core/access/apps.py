"""Django's handle on this application."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "huiying.core.access"
    label = "access"
