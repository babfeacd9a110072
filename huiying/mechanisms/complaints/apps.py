"""Django's handle on this application."""

from django.apps import AppConfig


class ComplaintsConfig(AppConfig):
    name = "huiying.mechanisms.complaints"
    label = "complaints"
