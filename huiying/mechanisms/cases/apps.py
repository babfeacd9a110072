"""The app of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "huiying.mechanisms.cases"
    label = "cases"
