"""The addresses of campaigns and of what is raised that are not on a matter's own page."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.core.web import door
from huiying.mechanisms.campaigns.views import campaigns, day, feed, offline, public

urlpatterns: list[URLPattern] = [
    path("campaigns/", public.campaigns, name="campaigns_public"),
    path("campaigns/feed.xml", feed.feed, name="campaigns_feed"),
    path("campaigns/<str:ref>/", public.campaign, name="campaign_public"),
    path("campaigns/<str:ref>/say", public.say, name="campaign_say"),
    path("m/<str:handle>/raised-receipt", public.fetch_receipt, name="raised_receipt_fetch"),
    path("desk/campaigns/", campaigns.campaigns, name="campaign_list"),
    path("desk/campaigns/declare", campaigns.declare, name="campaign_declare"),
    path("desk/campaigns/day", day.day, name="campaign_day"),
    path("desk/campaigns/raised", day.raised, name="campaign_raised"),
    path("desk/campaigns/slip", day.print_slip, name="campaign_raised_slip"),
    path("desk/campaigns/door/", offline.shell, name="campaign_shell"),
    path("desk/campaigns/door/worker.js", door.worker, name="campaign_worker"),
    path("desk/campaigns/door/app.webmanifest", offline.manifest, name="campaign_manifest"),
    path("desk/campaigns/door/hello", door.hello, name="campaign_hello"),
    path("desk/campaigns/door/take", offline.take, name="campaign_take"),
    path("desk/campaigns/door/send", offline.send, name="campaign_send"),
    path("desk/campaigns/<str:ref>/<slug:area>/count", day.count, name="campaign_count"),
    path("desk/campaigns/<str:ref>/<slug:area>/raise", day.raise_one, name="campaign_raise"),
    path("desk/raised/", campaigns.raised, name="raised_list"),
]
