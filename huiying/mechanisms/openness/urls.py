"""The addresses of openness."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.mechanisms.openness.views import editions, figures, reports

urlpatterns: list[URLPattern] = [
    path("figures/", figures.figures, name="figures"),
    path("figures/data.csv", figures.figures_csv, name="figures_csv"),
    path("figures/data.json", figures.figures_json, name="figures_json"),
    path("figures/imported/", figures.imported, name="figures_imported"),
    path("figures/editions/", editions.editions, name="figures_editions"),
    path("figures/editions/feed.xml", editions.feed, name="figures_feed"),
    path("figures/editions/<slug:period>.json", editions.edition_json, name="figures_edition_json"),
    path("figures/editions/<slug:period>/", editions.edition, name="figures_edition"),
    path("figures/<slug:code>/", figures.unit_figures, name="unit_figures"),
    path("no-receipt", reports.no_receipt, name="no_receipt"),
    path("no-receipt/thanks", reports.thanks, name="no_receipt_thanks"),
    path("counts/", reports.counts, name="channel_counts"),
]
