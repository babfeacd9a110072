"""Django's handle on this application."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "huiying.core.people"
    label = "people"
