"""Pages that show several mechanisms."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.pages.views import home, stop

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("stop/<str:token>", stop.stop, name="stop_mail"),
]
