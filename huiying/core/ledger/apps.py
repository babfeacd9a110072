"""Django's handle on this application."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "huiying.core.ledger"
    label = "ledger"
