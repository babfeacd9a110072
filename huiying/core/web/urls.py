"""`web/challenge`, `web/stay` and, where it is switched on, the gallery of components."""

from django.urls import path

from huiying.core.web import gallery, views

app_name = "web"
urlpatterns = [
    path("web/challenge", views.challenge, name="challenge"),
    path("web/stay", views.stay, name="stay"),
    path("web/gallery", gallery.public, name="gallery"),
    path("web/gallery/desk", gallery.desk, name="gallery-desk"),
]
