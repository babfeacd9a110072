"""Pages that show several mechanisms."""

from django.urls import path
from django.urls.resolvers import URLPattern

from huiying.pages.views import desk, desk_assign, home, stop

urlpatterns: list[URLPattern] = [
    path("desk/", desk.desk, name="desk"),
    path("desk/assign", desk_assign.assign, name="desk_assign"),
    path("desk/put-aside", desk.put_aside, name="desk_put_aside"),
    path("", home.home, name="home"),
    path("stop/<str:token>", stop.stop, name="stop_mail"),
]
