"""Django's handle on this application."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "huiying.core.retention"
    label = "retention"
