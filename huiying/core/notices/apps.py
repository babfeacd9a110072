"""Django's handle on this application."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "huiying.core.notices"
    label = "notices"
