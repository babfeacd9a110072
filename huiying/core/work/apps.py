"""Django's handle on this application."""

from django.apps import AppConfig


class WorkConfig(AppConfig):
    name = "huiying.core.work"
    label = "work"
