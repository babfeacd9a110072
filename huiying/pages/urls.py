"""Pages that show several mechanisms."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.pages.views import about, desk, desk_assign, home, stop

urlpatterns: list[URLPattern] = [
    path("desk/", desk.desk, name="desk"),
    path("desk/assign", desk_assign.assign, name="desk_assign"),
    path("desk/put-aside", desk.put_aside, name="desk_put_aside"),
    path("", home.home, name="home"),
    path("privacy", about.privacy, name="privacy"),
    path("accessibility", about.accessibility, name="accessibility"),
    path("stop/<str:token>", stop.stop, name="stop_mail"),
]
