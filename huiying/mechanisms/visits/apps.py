"""Django's handle on this application."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "huiying.mechanisms.visits"
    label = "visits"
