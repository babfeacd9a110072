"""Django's handle on this application."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "huiying.config"
    label = "config"
