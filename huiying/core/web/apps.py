"""Django's handle on this application."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "huiying.core.web"
    label = "web"
