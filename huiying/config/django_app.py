"""Django's handle on this application."""

from django.apps import AppConfig
from django.conf import settings

from huiying.core import clock


class ConfigConfig(AppConfig):
    name = "huiying.config"
    label = "config"

    def ready(self) -> None:
        clock.use_offset_file(settings.HUIYING_CLOCK_FILE)
