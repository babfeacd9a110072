"""Django's handle on this application."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    name = "huiying.flows"
    label = "flows"
