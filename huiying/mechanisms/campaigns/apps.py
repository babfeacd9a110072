"""Django's handle on this application."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "huiying.mechanisms.campaigns"
    label = "campaigns"
