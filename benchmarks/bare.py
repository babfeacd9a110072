"""The bare framework: one form, one INSERT, one redirect. The measure that our intake is held against."""

import os

import environ
from django.conf import settings

if not settings.configured:
    settings.configure(
        SECRET_KEY="benchmark-only",
        DEBUG=False,
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="benchmarks.bare",
        INSTALLED_APPS=[],
        USE_TZ=True,
        MIDDLEWARE=[
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        DATABASES={
            "default": {
                **environ.Env().db_url_config(os.environ["DATABASE_URL"]),
                "CONN_MAX_AGE": 600,
            }
        },
    )

import django

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - after the settings
from django.db import connection  # noqa: E402 - after the settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect  # noqa: E402 - after the settings
from django.middleware.csrf import get_token  # noqa: E402 - after the settings
from django.urls import path  # noqa: E402 - after the settings


def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        with connection.cursor() as cursor:
            cursor.execute(
                "insert into bare_complaint (title, body, email) values (%s, %s, %s) returning id",
                [request.POST["title"][:200], request.POST["body"], request.POST["email"]],
            )
            row = cursor.fetchone()
        return HttpResponseRedirect(f"/done/{row[0]}")
    token = get_token(request)
    return HttpResponse(
        f'<form method=post><input name="csrfmiddlewaretoken" value="{token}"></form>'
    )


urlpatterns = [path("", form)]
application = get_wsgi_application()
