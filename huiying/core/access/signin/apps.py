"""Django's handle on this application."""

from django.apps import AppConfig


class SignInConfig(AppConfig):
    name = "huiying.core.access.signin"
    label = "signin"
