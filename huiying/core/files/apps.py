"""Django's handle on this application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "huiying.core.files"
    label = "files"
