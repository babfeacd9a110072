"""Django's handle on this application."""

from django.apps import AppConfig


class PetitionsConfig(AppConfig):
    name = "huiying.mechanisms.petitions"
    label = "petitions"
